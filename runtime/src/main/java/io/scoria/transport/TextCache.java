package io.scoria.transport;

import java.nio.charset.StandardCharsets;

/**
 * Strings of the texts that come again in every request, such as a path or a media type, so that
 * they are made once. Bounded; a text that is not kept is made anew. Not thread-safe.
 */
final class TextCache {
  private static final int ENTRIES = 64; // a power of two
  private static final int MAX_KEPT_BYTES = 64;

  private final String[] entries = new String[ENTRIES];

  TextCache() {
    java.util.Arrays.fill(entries, "");
  }

  /** The bytes as ISO 8859-1, as RFC 9110, section 5.5, reads what is not ASCII. */
  String get(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > MAX_KEPT_BYTES) {
      return text(bytes, from, to);
    }
    int hash = length;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 16) & (ENTRIES - 1);
    String known = entries[slot];
    if (!matches(known, bytes, from, length)) {
      known = text(bytes, from, to);
      entries[slot] = known;
    }
    return known;
  }

  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean matches(String known, byte[] bytes, int from, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != (bytes[from + i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
