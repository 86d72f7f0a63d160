package io.scoria.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scoria.auth.BearerCredential;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A signed token in its compact form (RFC 7515, section 3.1), taken apart. Nothing in it is to be
 * believed before its signature was checked. Immutable.
 */
final class CompactToken {
  private static final char SEPARATOR = '.';

  private final String text;
  private final ObjectNode header;
  private final byte[] payload;

  private CompactToken(String text, ObjectNode header, byte[] payload) {
    this.text = text;
    this.header = header;
    this.payload = payload;
  }

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
    return new CompactToken(text, header, payload);
  }

  /** Where the next separator is; the length where there is none. */
  private static int indexOf(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != SEPARATOR) {
      at++;
    }
    return Math.min(at, bytes.length);
  }

  /** The whole, ASCII. */
  String text() {
    return text;
  }

  ObjectNode header() {
    return header;
  }

  /** The claims, as bytes that are to be JSON; not to be changed. */
  byte[] payload() {
    return payload;
  }

  /** A member of the header as text; empty where it is missing. Others than text are refused. */
  String headerText(String name) {
    JsonNode value = header.get(name);
    return value == null ? "" : value.asText();
  }
}
