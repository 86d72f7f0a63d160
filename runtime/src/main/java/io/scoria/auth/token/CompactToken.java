package io.scoria.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A signed token in its compact form (RFC 7515, section 3.1), taken apart. Nothing in it is to be
 * believed before its signature was checked. Prints as {@code ***}.
 *
 * @param text the whole, ASCII
 * @param payload the bytes that were signed beside the header
 */
record CompactToken(String text, ObjectNode header, byte[] payload, byte[] signature) {
  private static final char SEPARATOR = '.';

  /**
   * The token, or null where the bytes are none: three parts of base64url, none empty, of which the
   * first is a JSON object.
   */
  static @Nullable CompactToken parse(byte[] bytes) {
    int first = indexOf(bytes, 0);
    int second = indexOf(bytes, first + 1);
    if (second == bytes.length || bytes.length > BearerCredential.MAX_BYTES) {
      return null;
    }
    byte[] json = Base64Url.decode(bytes, 0, first);
    byte[] payload = Base64Url.decode(bytes, first + 1, second);
    byte[] signature = Base64Url.decode(bytes, second + 1, bytes.length);
    if (json == null || payload == null || signature == null) {
      return null;
    }
    ObjectNode header = StrictJson.read(json);
    if (header == null) {
      return null;
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    return new CompactToken(text, header, payload, signature);
  }

  /** Where the next separator is; the length where there is none. */
  private static int indexOf(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != SEPARATOR) {
      at++;
    }
    return Math.min(at, bytes.length);
  }

  /** A member of the header as text; empty where it is missing. Others than text are refused. */
  String headerText(String name) {
    JsonNode value = header.get(name);
    return value == null ? "" : value.asText();
  }

  @Override
  public String toString() {
    return "***";
  }
}
