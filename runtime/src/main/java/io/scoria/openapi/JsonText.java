package io.scoria.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** JSON as bytes and as trees; numbers keep all of their digits. */
final class JsonText {
  private static final String EXPECTED = "an OpenAPI document is expected, as a JSON object.";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonText() {}

  static byte[] write(ObjectNode document) {
    try {
      return MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree cannot be written", e);
    }
  }

  /** The value; empty where the text is no JSON. */
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * The object.
   *
   * @param source names the text in the message
   * @throws InvalidDocumentException where the text is no JSON, or not an object
   */
  static ObjectNode readObject(String source, byte[] text) throws InvalidDocumentException {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new InvalidDocumentException(source + " is JSON, but not an object: " + EXPECTED);
    } catch (JsonProcessingException e) {
      String where =
          " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      throw new InvalidDocumentException(
          source + " is not JSON: " + e.getOriginalMessage() + where + "); " + EXPECTED, e);
    } catch (IOException e) {
      throw new InvalidDocumentException(source + " cannot be read: " + e, e);
    }
  }
}
