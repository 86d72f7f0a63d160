package io.scoria.transport;

/** The characters of HTTP (RFC 9110, section 5.6). */
final class HttpBytes {
  private static final boolean[] TOKEN = new boolean[256];

  static {
    for (char c = '!'; c <= '~'; c++) {
      TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
  }

  private HttpBytes() {}

  static boolean isToken(byte b) {
    return TOKEN[b & 0xff];
  }

  /** Printable ASCII other than the space. */
  static boolean isVisible(byte b) {
    return b > ' ' && b < 0x7f;
  }

  /** What a request's target may hold; a fragment is none of it (RFC 9110, section 7.1). */
  static boolean isTarget(byte b) {
    return isVisible(b) && b != '#';
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** What a header's value may hold: no control character other than the tab. */
  static boolean isFieldContent(byte b) {
    return (b >= ' ' && b != 0x7f) || b < 0 || b == '\t';
  }

  /** The value of a hexadecimal digit; negative where it is none. */
  static int hexDigit(byte b) {
    return Character.digit(b, 16);
  }

  /**
   * True where the bytes are that text.
   *
   * @param lowerCase ASCII
   */
  static boolean equalsIgnoringCase(byte[] bytes, int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (lowerCase(bytes[i]) != lowerCase.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  /** True where a list, its items parted by commas, has the item. */
  static boolean listHas(byte[] bytes, int from, int to, String lowerCase) {
    int item = from;
    while (item <= to) {
      int comma = item;
      while (comma < to && bytes[comma] != ',') {
        comma++;
      }
      int start = item;
      int end = comma;
      while (start < end && isBlank(bytes[start])) {
        start++;
      }
      while (end > start && isBlank(bytes[end - 1])) {
        end--;
      }
      if (equalsIgnoringCase(bytes, start, end, lowerCase)) {
        return true;
      }
      item = comma + 1;
    }
    return false;
  }

  private static int lowerCase(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }
}
