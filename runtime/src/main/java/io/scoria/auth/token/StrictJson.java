package io.scoria.auth.token;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scoria.auth.BearerCredential;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON objects of a token so that no two readers could disagree about them: UTF-8 alone,
 * no name twice, nothing behind the end, shallow, and no number longer than a time needs.
 */
final class StrictJson {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_LENGTH = 40;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxStringLength(BearerCredential.MAX_BYTES)
                          .maxDocumentLength(BearerCredential.MAX_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /** The object, or null where the bytes are anything else. */
  static @Nullable ObjectNode read(byte[] json) {
    try {
      // To text first: from bytes Jackson would take UTF-16 and UTF-32 too.
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The object, or null where the text is anything else. */
  static @Nullable ObjectNode read(String json) {
    try {
      return MAPPER.readTree(json) instanceof ObjectNode object ? object : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The same object, of the types of {@code java.util} and {@code java.lang}. */
  static Map<String, Object> map(ObjectNode object) {
    return MAPPER.convertValue(object, new TypeReference<Map<String, Object>>() {});
  }
}
