package io.scoria.codec;

/**
 * A decimal {@code mantissa x 10^exponent} to the nearest binary floating-point number, ties to
 * even: the algorithm of Eisel and Lemire ("Number parsing at a gigabyte per second", 2021), which
 * is exact for every mantissa of 64 bits (Mushtak and Lemire, "Fast number parsing without
 * fallback", 2023).
 */
final class DecimalToBinary {
  /** Binary32. */
  static final DecimalToBinary FLOAT = new DecimalToBinary(23, 8, -65, 38, -17, 10);

  /** Binary64. */
  static final DecimalToBinary DOUBLE = new DecimalToBinary(52, 11, -342, 308, -4, 23);

  private final int mantissaBits;
  private final int bias;
  private final int infiniteExponent;
  private final int minExponent;
  private final int maxExponent;
  private final int minTieExponent;
  private final int maxTieExponent;
  private final PowersOfFive powers;

  /**
   * Constants of a binary format.
   *
   * @param minExponent of ten; below it every mantissa of 64 bits rounds to zero
   * @param maxExponent of ten; above it every mantissa rounds to infinity
   * @param minTieExponent of ten; outside of it and {@code maxTieExponent} a mantissa of 64 bits
   *     never lies exactly between two numbers
   */
  private DecimalToBinary(
      int mantissaBits,
      int exponentBits,
      int minExponent,
      int maxExponent,
      int minTieExponent,
      int maxTieExponent) {
    this.mantissaBits = mantissaBits;
    infiniteExponent = (1 << exponentBits) - 1;
    bias = infiniteExponent >> 1;
    this.minExponent = minExponent;
    this.maxExponent = maxExponent;
    this.minTieExponent = minTieExponent;
    this.maxTieExponent = maxTieExponent;
    powers = new PowersOfFive(minExponent, maxExponent);
  }

  /**
   * The bits of the number, without its sign.
   *
   * @param mantissa unsigned
   */
  long convert(long mantissa, int exponent) {
    if (mantissa == 0 || exponent < minExponent) {
      return 0;
    }
    if (exponent > maxExponent) {
      return infinity();
    }
    int zeros = Long.numberOfLeadingZeros(mantissa);
    long normal = mantissa << zeros;
    long factor = powers.high(exponent);
    long high = Math.unsignedMultiplyHigh(normal, factor);
    long low = normal * factor;
    long undecided = -1L >>> (mantissaBits + 3);
    if ((high & undecided) == undecided) {
      long more = Math.unsignedMultiplyHigh(normal, powers.low(exponent));
      low += more;
      high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;
    }
    int upper = (int) (high >>> 63);
    int shift = upper + Long.SIZE - mantissaBits - 3;
    long bits = high >>> shift;
    // log2(10) as 217706 / 2^16, near enough for every exponent here.
    int power = ((217706 * exponent) >> 16) + 63 + upper - zeros + bias;
    if (power <= 0) {
      return subnormal(bits, power);
    }
    boolean exact = Long.compareUnsigned(low, 1) <= 0 && bits << shift == high;
    boolean mayTie = exponent >= minTieExponent && exponent <= maxTieExponent;
    if (exact && mayTie && (bits & 3) == 1) {
      bits &= ~1L; // exactly between, and even below
    }
    return assemble(round(bits), power);
  }

  private long assemble(long rounded, int power) {
    boolean carried = rounded >= 2L << mantissaBits;
    int exponent = carried ? power + 1 : power;
    long fraction = carried ? 0 : rounded & ((1L << mantissaBits) - 1);
    return exponent >= infiniteExponent ? infinity() : (long) exponent << mantissaBits | fraction;
  }

  /** Below the normal range the number has fewer bits; one that rounds up out of it is normal. */
  private long subnormal(long bits, int power) {
    int shift = 1 - power;
    return shift >= Long.SIZE ? 0 : round(bits >>> shift);
  }

  /** Drops the last bit, rounding up where it is set. */
  private static long round(long bits) {
    return (bits + (bits & 1)) >>> 1;
  }

  private long infinity() {
    return (long) infiniteExponent << mantissaBits;
  }
}
