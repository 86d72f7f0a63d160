package io.scoria.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Strings of the texts that come again in every request, such as a path or a media type, so that
 * they are made once, and lists that hold one of them alone. Bounded; a text that is not kept is
 * made anew. Not thread-safe.
 */
final class TextCache {
  private static final int ENTRIES = 64; // a power of two
  private static final int MAX_KEPT_BYTES = 64;
  private static final Entry EMPTY = new Entry("");

  /** Keeps no text beyond its request, as credentials ask for. Thread-safe. */
  static final TextCache SECRET = new TextCache(-1);

  private record Entry(String text, List<String> alone) {
    Entry(String text) {
      this(text, List.of(text));
    }
  }

  private final Entry[] entries = new Entry[ENTRIES];

  private final int maxKeptBytes;

  TextCache() {
    this(MAX_KEPT_BYTES);
  }

  private TextCache(int maxKeptBytes) {
    this.maxKeptBytes = maxKeptBytes;
    Arrays.fill(entries, EMPTY);
  }

  /** The bytes as ISO 8859-1, as RFC 9110, section 5.5, reads what is not ASCII. */
  String get(byte[] bytes, int from, int to) {
    return to - from > maxKeptBytes ? text(bytes, from, to) : entry(bytes, from, to).text;
  }

  /** The same text in a list. */
  List<String> alone(byte[] bytes, int from, int to) {
    return to - from > maxKeptBytes ? List.of(text(bytes, from, to)) : entry(bytes, from, to).alone;
  }

  private Entry entry(byte[] bytes, int from, int to) {
    int length = to - from;
    int hash = length;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 16) & (ENTRIES - 1);
    Entry known = entries[slot];
    if (!matches(known.text, bytes, from, length)) {
      known = new Entry(text(bytes, from, to));
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
