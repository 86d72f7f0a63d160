package io.scoria.codec;

import java.math.BigInteger;

/**
 * The 128 leading bits of powers of five, as the conversion of Lemire ("Number parsing at a
 * gigabyte per second", Software: Practice and Experience 51, 2021, section 5) takes them:
 * truncated for powers of 0 and more, rounded up for negative ones.
 */
final class PowersOfFive {
  private static final int BITS = 128;
  private static final BigInteger FIVE = BigInteger.valueOf(5);
  private static final int MAX_ROUNDED_UP = 27; // 5^27 is the largest that 64 bits hold

  private final int min;
  private final long[] high;
  private final long[] low;

  /**
   * Makes the table.
   *
   * @param min at most 0
   * @param max at least 0
   */
  PowersOfFive(int min, int max) {
    this.min = min;
    high = new long[max - min + 1];
    low = new long[max - min + 1];
    BigInteger power = BigInteger.ONE;
    for (int exponent = 0; exponent <= Math.max(max, -min); exponent++) {
      if (exponent <= max) {
        set(exponent, leading(power));
      }
      if (exponent > 0 && -exponent >= min) {
        set(-exponent, reciprocal(power, exponent));
      }
      power = power.multiply(FIVE);
    }
  }

  private void set(int exponent, BigInteger bits) {
    high[exponent - min] = bits.shiftRight(Long.SIZE).longValue();
    low[exponent - min] = bits.longValue();
  }

  long high(int exponent) {
    return high[exponent - min];
  }

  long low(int exponent) {
    return low[exponent - min];
  }

  private static BigInteger leading(BigInteger value) {
    int surplus = value.bitLength() - BITS;
    return surplus > 0 ? value.shiftRight(surplus) : value.shiftLeft(-surplus);
  }

  /**
   * One more than the quotient of a power of two and the power of five. Where the quotient alone
   * has all the bits wanted, as for the exponents that can give a tie, this is rounded up; beyond,
   * it is cut off.
   */
  private static BigInteger reciprocal(BigInteger power, int exponent) {
    int bits = power.bitLength();
    int shift = exponent <= MAX_ROUNDED_UP ? bits + BITS - 1 : 2 * bits + BITS;
    return leading(BigInteger.ONE.shiftLeft(shift).divide(power).add(BigInteger.ONE));
  }
}
