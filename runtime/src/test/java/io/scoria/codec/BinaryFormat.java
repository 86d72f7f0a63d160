package io.scoria.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A binary floating-point format (IEEE 754, section 3.4) in exact arithmetic, without the JDK's own
 * conversions: what tests hold the fast code against. Works on magnitudes: bits without the sign.
 */
enum BinaryFormat {
  FLOAT16(5, 10),
  BFLOAT16(8, 7),
  FLOAT(8, 23),
  DOUBLE(11, 52);

  private static final BigInteger[] POWERS_OF_FIVE = new BigInteger[1100];

  static {
    POWERS_OF_FIVE[0] = BigInteger.ONE;
    for (int i = 1; i < POWERS_OF_FIVE.length; i++) {
      POWERS_OF_FIVE[i] = POWERS_OF_FIVE[i - 1].multiply(BigInteger.valueOf(5));
    }
  }

  private final int fractionBits;
  private final int bias;
  private final long infinity;

  BinaryFormat(int exponentBits, int fractionBits) {
    this.fractionBits = fractionBits;
    bias = (1 << (exponentBits - 1)) - 1;
    infinity = ((1L << exponentBits) - 1) << fractionBits;
  }

  /** The bits of infinity, which follow those of the largest value. */
  long infinity() {
    return infinity;
  }

  /** The exact value; for infinity the power of two that would follow the largest value. */
  BigDecimal value(long bits) {
    long exponent = bits >>> fractionBits;
    long fraction = bits & ((1L << fractionBits) - 1);
    long significand = exponent == 0 ? fraction : fraction | 1L << fractionBits;
    return timesPowerOfTwo(significand, (int) Math.max(exponent, 1) - bias - fractionBits);
  }

  /** What lies exactly between a value and the one after it. */
  BigDecimal middleAfter(long bits) {
    return value(bits).add(value(bits + 1)).divide(BigDecimal.TWO);
  }

  /** True where the value of the bits is the nearest to the decimal, ties to even. */
  boolean isNearest(long bits, BigDecimal magnitude) {
    int even = (bits & 1) == 0 ? 0 : 1;
    boolean notLess = bits == 0 || magnitude.compareTo(middleAfter(bits - 1)) >= even;
    boolean notMore = bits == infinity || magnitude.compareTo(middleAfter(bits)) <= -even;
    return notLess && notMore;
  }

  private static BigDecimal timesPowerOfTwo(long significand, int exponent) {
    BigInteger whole = BigInteger.valueOf(significand);
    return exponent >= 0
        ? new BigDecimal(whole.shiftLeft(exponent))
        : new BigDecimal(whole.multiply(POWERS_OF_FIVE[-exponent]), -exponent);
  }
}
