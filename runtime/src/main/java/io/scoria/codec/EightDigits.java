package io.scoria.codec;

/** Eight decimal digits as the bytes of a long, the first digit in the lowest byte. */
final class EightDigits {
  /** Added to the digits it makes ASCII of them. */
  static final long ZEROS = 0x3030303030303030L;

  private EightDigits() {}

  /**
   * The digits of a number: it is halved into parts of four digits, two and one, all parts of a
   * size at once, and each division is a multiplication.
   *
   * @param value from 0 to 99,999,999
   */
  static long of(int value) {
    long high = value / 10_000;
    long fours = high | (value - high * 10_000) << 32;
    long hundreds = ((fours * 10_486) >>> 20) & 0x0000007F0000007FL;
    long twos = hundreds | (fours - hundreds * 100) << 16;
    long tens = ((twos * 103) >>> 10) & 0x000F000F000F000FL;
    return tens | (twos - tens * 10) << 8;
  }
}
