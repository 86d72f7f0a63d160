package io.scoria.entry.java;

import io.scoria.api.BadRequestException;
import io.scoria.api.ScriptRequest;
import io.scoria.api.Tensor;
import io.scoria.call.Header;
import io.scoria.codec.JsonValues;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as a script sees it: decoded when it is asked for. Confined to the call's thread. */
final class RequestOfScript implements ScriptRequest {
  private final io.scoria.entry.ScriptRequest request;
  private final BodyInputs inputs;

  RequestOfScript(io.scoria.entry.ScriptRequest request, BodyInputs inputs) {
    this.request = request;
    this.inputs = inputs;
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String path() {
    return request.path();
  }

  @Override
  public Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : request.query().split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!pair.isEmpty()) {
        parameters.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("The query holds a '%' without two hexadecimal digits.");
    }
  }

  @Override
  public Optional<String> header(String name) {
    for (Header header : request.headers()) {
      if (header.name().equalsIgnoreCase(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  @Override
  public Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : request.headers()) {
      headers.computeIfAbsent(header.name(), _ -> new ArrayList<>()).add(header.value());
    }
    return headers;
  }

  @Override
  public String requestId() {
    return request.identity().requestId();
  }

  @Override
  public byte[] bytes() {
    ByteBuffer body = request.body();
    byte[] bytes = new byte[body.remaining()];
    body.get(body.position(), bytes);
    return bytes;
  }

  @Override
  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(request.body().duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw new BadRequestException("The body is not UTF-8.");
    }
  }

  @Override
  public @Nullable Object json() {
    return switch (JsonValues.parse(request.body())) {
      case JsonValues.Parsed.Value(Object value) -> value;
      case JsonValues.Parsed.Malformed(String why) -> throw new BadRequestException(why);
    };
  }

  @Override
  public Map<String, Tensor> tensors() {
    return inputs.decode(request.body());
  }
}
