package io.scoria.codec;

import java.math.BigInteger;

/**
 * One more than the 126 leading bits of powers of ten, in two halves of 63: the table g of
 * Giulietti ("The Schubfach way to render doubles", 2022, section 9.10).
 */
final class PowersOfTen {
  private static final int HALF_BITS = 63;
  private static final BigInteger HALF_MASK =
      BigInteger.ONE.shiftLeft(HALF_BITS).subtract(BigInteger.ONE);

  private final int min;
  private final long[] high;
  private final long[] low;

  PowersOfTen(int min, int max) {
    this.min = min;
    high = new long[max - min + 1];
    low = new long[max - min + 1];
    for (int exponent = min; exponent <= max; exponent++) {
      BigInteger bits = leading(exponent).add(BigInteger.ONE);
      high[exponent - min] = bits.shiftRight(HALF_BITS).longValueExact();
      low[exponent - min] = bits.and(HALF_MASK).longValueExact();
    }
  }

  long high(int exponent) {
    return high[exponent - min];
  }

  long low(int exponent) {
    return low[exponent - min];
  }

  private static BigInteger leading(int exponent) {
    BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
    int shift = 2 * HALF_BITS - 1 - floorLog2(exponent);
    if (exponent < 0) {
      return BigInteger.ONE.shiftLeft(shift).divide(power);
    }
    return shift < 0 ? power.shiftRight(-shift) : power.shiftLeft(shift);
  }

  /** The largest whole number of which 2 to its power is at most 10 to the exponent. */
  static int floorLog2(int exponent) {
    return (int) ((exponent * 913_124_641_741L) >> 38); // log2(10) in units of 2^-38
  }
}
