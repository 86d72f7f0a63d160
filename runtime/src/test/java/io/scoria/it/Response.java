package io.scoria.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response as it came over the wire.
 *
 * @param headers values in order, by the name in lower case
 * @param text the body
 */
record Response(int status, Map<String, List<String>> headers, String text) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  JsonNode json() {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** The one value of the header, or null where it is not there. */
  @Nullable String header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (values.size() > 1) {
      throw new AssertionError(name + " came more than once: " + values);
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  /** The text of {@code result}, exactly as it was sent. */
  String result() {
    String prefix = "{\"result\":";
    if (status != 200 || !text.startsWith(prefix) || !text.endsWith("}")) {
      throw new AssertionError("not a result: " + this);
    }
    return text.substring(prefix.length(), text.length() - 1);
  }

  @Override
  public String toString() {
    return status + " " + headers + " " + text.substring(0, Math.min(500, text.length()));
  }
}
