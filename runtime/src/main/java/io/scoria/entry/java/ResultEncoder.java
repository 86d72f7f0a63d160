package io.scoria.entry.java;

import io.scoria.api.BadRequestException;
import io.scoria.api.ScriptResponse;
import io.scoria.api.ScriptResponse.Body;
import io.scoria.api.Tensor;
import io.scoria.call.Header;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Timing;
import io.scoria.codec.JsonValueWriter;
import io.scoria.codec.NotJsonException;
import io.scoria.codec.ResponseEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a script returned, as a reply. */
final class ResultEncoder {
  private static final int USUAL_BYTES = 256;
  private static final int BYTES_PER_ELEMENT = 12; // a guess that saves growing
  private static final int MAX_FIRST_BYTES = 1 << 24;

  private ResultEncoder() {}

  /**
   * The reply, without how long the script ran.
   *
   * @throws NotJsonException if what was returned has no form in JSON
   */
  static Reply encode(@Nullable Object result) throws NotJsonException {
    return switch (result) {
      case null -> json(null);
      case ScriptResponse response -> response(response);
      case Stream<?> stream -> stream(stream.iterator(), stream::close);
      case Iterator<?> pieces -> stream(pieces, () -> {});
      default -> json(result);
    };
  }

  /** What a client is told that the script refused. */
  static Reply refused(BadRequestException e) throws NotJsonException {
    if (e instanceof RefusedBodyException body) {
      Refusal refusal = body.refusal();
      ByteBuffer bytes = ResponseEncoder.encode(refusal).toBuffer();
      return new Reply(refusal.reason().status(), Reply.JSON, bytes, refusal.reason());
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    return json(Map.of("message", message)).withStatus(e.status());
  }

  private static Reply json(@Nullable Object value) throws NotJsonException {
    return new Reply(200, Reply.JSON, write(value), null);
  }

  private static ByteBuffer write(@Nullable Object value) throws NotJsonException {
    Object shown = value instanceof Map<?, ?> map && isOutputs(map) ? asOfModel(map) : value;
    return JsonValueWriter.write(shown, ResultEncoder::translate, expectedBytes(value));
  }

  private static boolean isOutputs(Map<?, ?> map) {
    for (Object value : map.values()) {
      if (!(value instanceof Tensor)) {
        return false;
      }
    }
    return !map.isEmpty();
  }

  /** As {@link ResponseEncoder} has the answer of a model. */
  private static Object asOfModel(Map<?, ?> outputs) {
    Object result = outputs.size() == 1 ? outputs.values().iterator().next() : outputs;
    return Map.of("result", result);
  }

  private static Object translate(Object value) {
    return value instanceof Tensor tensor ? Tensors.view(tensor) : value;
  }

  private static int expectedBytes(@Nullable Object value) {
    long elements = 0;
    if (value instanceof Tensor tensor) {
      elements = tensor.size();
    } else if (value instanceof Map<?, ?> map) {
      for (Object part : map.values()) {
        elements += part instanceof Tensor tensor ? tensor.size() : 1;
      }
    }
    return (int) Math.min(MAX_FIRST_BYTES, USUAL_BYTES + elements * BYTES_PER_ELEMENT);
  }

  private static Reply response(ScriptResponse response) throws NotJsonException {
    List<Header> headers = new ArrayList<>();
    response
        .headers()
        .forEach(header -> headers.add(new Header(header.getKey(), header.getValue())));
    Pieces pieces = null;
    ByteBuffer body =
        switch (response.body()) {
          case Body.Json(Object value) -> write(value);
          case Body.Bytes(ByteBuffer bytes) -> bytes.duplicate();
          case Body.Pieces(Iterator<?> all, Runnable close) -> {
            pieces = new Pieces(all, close);
            yield pieces.first();
          }
        };
    return new Reply(
        response.status(), response.contentType(), body, null, headers, Timing.NOT_RUN, pieces);
  }

  private static Reply stream(Iterator<?> all, Runnable close) throws NotJsonException {
    Pieces pieces = new Pieces(all, close);
    ByteBuffer first = pieces.first();
    String type = pieces.isText() ? Reply.TEXT : Reply.BINARY;
    return new Reply(200, type, first, null, List.of(), Timing.NOT_RUN, pieces);
  }
}
