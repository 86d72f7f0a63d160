package io.scoria.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.scoria.codec.TokenRecorder.Reading;
import io.scoria.config.CodecLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON with Jackson, which is looser than RFC 8259 in three things made up for here: it takes
 * bytes that are not UTF-8, zero bytes as a sign of UTF-16, and a second value after the first.
 */
final class TrustedJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(CodecLimits.DEFAULT_MAX_JSON_DEPTH)
                  .build())
          .build();

  private TrustedJson() {}

  /** The tokens as {@link TokenRecorder} writes them down, or an error in other words. */
  static Reading read(byte[] text) {
    List<String> tokens = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      requireUtf8(text);
      return new Reading(tokens, readAll(parser, tokens) ? null : "not one value");
    } catch (IOException e) {
      return new Reading(tokens, String.valueOf(e.getMessage()));
    }
  }

  /** False where Jackson is stricter: it takes half a surrogate pair in values, not in names. */
  static boolean isJudgeOf(Reading reading) {
    String error = reading.error();
    return error == null || !error.contains(" surrogate ") || !error.contains(" in field name");
  }

  private static boolean readAll(JsonParser parser, List<String> tokens) throws IOException {
    int depth = 0;
    do {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return false;
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      tokens.add(parser.currentTokenLocation().getByteOffset() + ":" + describe(token, parser));
    } while (depth > 0);
    return parser.nextToken() == null;
  }

  private static String describe(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case FIELD_NAME -> "key " + parser.currentName();
      case VALUE_STRING -> "string " + parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number " + parser.getText();
      default -> token.asString();
    };
  }

  private static void requireUtf8(byte[] text) throws CharacterCodingException {
    if (UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString().indexOf(0) >= 0) {
      throw new CharacterCodingException();
    }
  }
}
