package io.scoria.codec;

/** The form of a JSON number: {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?}. */
final class NumberGrammar {
  private NumberGrammar() {}

  /**
   * Where the number that starts at {@code from} ends.
   *
   * @return the index after its last byte; or, where a digit is missing, the complement of the
   *     index at which it should be (which is {@code limit} where the bytes end too early)
   */
  static int end(byte[] bytes, int from, int limit) {
    int pos = from;
    if (bytes[pos] == '-') {
      pos++;
    }
    if (pos < limit && bytes[pos] == '0') {
      pos++;
    } else {
      int digits = digits(bytes, pos, limit);
      if (digits == pos) {
        return ~pos;
      }
      pos = digits;
    }
    if (pos < limit && bytes[pos] == '.') {
      int digits = digits(bytes, pos + 1, limit);
      if (digits == pos + 1) {
        return ~digits;
      }
      pos = digits;
    }
    return pos < limit && (bytes[pos] | 0x20) == 'e' ? exponent(bytes, pos + 1, limit) : pos;
  }

  private static int exponent(byte[] bytes, int from, int limit) {
    int pos = from;
    if (pos < limit && (bytes[pos] == '+' || bytes[pos] == '-')) {
      pos++;
    }
    int digits = digits(bytes, pos, limit);
    return digits == pos ? ~pos : digits;
  }

  private static int digits(byte[] bytes, int from, int limit) {
    int pos = from;
    while (pos < limit && bytes[pos] >= '0' && bytes[pos] <= '9') {
      pos++;
    }
    return pos;
  }
}
