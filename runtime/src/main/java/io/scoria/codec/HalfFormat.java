package io.scoria.codec;

import java.math.BigDecimal;

/**
 * The two 16-bit binary floating-point formats: float16 (IEEE 754 binary16) and bfloat16 (the upper
 * half of a binary32). Rounding is to nearest, ties to even.
 */
enum HalfFormat {
  FLOAT16(0x7bff, 0x1p16),
  BFLOAT16(0x7f7f, 0x1p128);

  /** The result of {@link #round} for what is too large. */
  static final int OVERFLOW = -1;

  private static final int SIGN = 0x8000;

  private final int maxBits;
  private final double afterMax; // the value that would follow the largest one

  HalfFormat(int maxBits, double afterMax) {
    this.maxBits = maxBits;
    this.afterMax = afterMax;
  }

  /** The exact value of 16 bits. */
  float value(short bits) {
    return this == FLOAT16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
  }

  /**
   * The nearest value to a decimal.
   *
   * @param nearest the double nearest to the decimal
   * @param decimal asked only where {@code nearest} lies exactly between two values, to tell on
   *     which side of it the decimal itself lies
   * @return 16 bits, or {@link #OVERFLOW}
   */
  int round(double nearest, java.util.function.Supplier<BigDecimal> decimal) {
    double magnitude = Math.abs(nearest);
    if (magnitude >= afterMax) {
      return OVERFLOW;
    }
    int below = largestNotAbove(magnitude);
    double low = value((short) below);
    double high = below == maxBits ? afterMax : value((short) (below + 1));
    double middle = (low + high) / 2; // exact: a double has bits to spare
    int side = Double.compare(magnitude, middle);
    if (side == 0) {
      side = decimal.get().abs().compareTo(new BigDecimal(middle));
    }
    boolean up = side > 0 || (side == 0 && (below & 1) == 1);
    int bits = up ? below + 1 : below;
    if (bits > maxBits) {
      return OVERFLOW;
    }
    return Double.doubleToRawLongBits(nearest) < 0 ? bits | SIGN : bits;
  }

  private int largestNotAbove(double magnitude) {
    float single = (float) magnitude;
    int bits =
        this == FLOAT16 ? Float.floatToFloat16(single) : Float.floatToRawIntBits(single) >>> 16;
    bits = Math.min(bits, maxBits);
    while (value((short) bits) > magnitude) {
      bits--;
    }
    return bits;
  }
}
