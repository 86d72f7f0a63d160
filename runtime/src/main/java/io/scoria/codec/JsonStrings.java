package io.scoria.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text between the quotes of a JSON string: UTF-8 (RFC 3629) with escapes. */
final class JsonStrings {
  private JsonStrings() {}

  /**
   * What a string was, or why it was none.
   *
   * @param errorAt index of the byte that is wrong, where {@code error} is not null
   */
  record Decoded(String value, @Nullable String error, int errorAt) {}

  /** Decodes the bytes from {@code from} to before {@code to}, which hold no bare control byte. */
  static Decoded decode(byte[] bytes, int from, int to) {
    int pos = from;
    while (pos < to && bytes[pos] >= 0 && bytes[pos] != '\\') {
      pos++;
    }
    if (pos == to) {
      return new Decoded(new String(bytes, from, to - from, StandardCharsets.US_ASCII), null, 0);
    }
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < pos; i++) {
      text.append((char) bytes[i]);
    }
    while (pos < to) {
      int next = bytes[pos] == '\\' ? escape(bytes, pos, to, text) : utf8(bytes, pos, to, text);
      if (next < 0) {
        String what = bytes[pos] == '\\' ? "an unknown escape" : "a byte that is not UTF-8";
        return new Decoded("", what + " in a string", pos);
      }
      pos = next;
    }
    return new Decoded(text.toString(), null, 0);
  }

  /** True where the bytes are the text in ASCII, without an escape; false where that is open. */
  static boolean isPlainly(String text, byte[] bytes, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] != text.charAt(i - from) || bytes[i] == '\\') {
        return false;
      }
    }
    return true;
  }

  private static int escape(byte[] bytes, int pos, int to, StringBuilder text) {
    if (pos + 1 >= to) {
      return -1;
    }
    byte kind = bytes[pos + 1];
    if (kind == 'u') {
      return hexEscape(bytes, pos + 2, to, text);
    }
    int plain = "\"\\/bfnrt".indexOf(kind);
    if (plain < 0) {
      return -1;
    }
    text.append("\"\\/\b\f\n\r\t".charAt(plain));
    return pos + 2;
  }

  private static int hexEscape(byte[] bytes, int from, int to, StringBuilder text) {
    if (from + 4 > to) {
      return -1;
    }
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    text.append((char) unit);
    return from + 4;
  }

  /** One code point; refuses overlong forms, surrogates and what lies past U+10FFFF. */
  private static int utf8(byte[] bytes, int pos, int to, StringBuilder text) {
    int first = bytes[pos] & 0xff;
    if (first < 0x80) {
      text.append((char) first);
      return pos + 1;
    }
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || pos + more >= to) {
      return -1;
    }
    int point = first & (0x3f >> more);
    for (int i = pos + 1; i <= pos + more; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return -1;
      }
      point = point << 6 | (bytes[i] & 0x3f);
    }
    boolean overlong = point < (more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80);
    if (overlong || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) {
      return -1;
    }
    text.appendCodePoint(point);
    return pos + more + 1;
  }

  /** True where every surrogate is one half of a pair, so that the text has a UTF-8 form. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text with U+FFFD in the place of each surrogate that is not one half of a pair. */
  static String replaceUnpaired(String text) {
    StringBuilder paired = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point ->
            paired.appendCodePoint(
                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                    ? 0xfffd
                    : point));
    return paired.toString();
  }
}
