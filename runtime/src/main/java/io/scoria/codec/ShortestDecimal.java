package io.scoria.codec;

/**
 * Finds the decimal with the fewest digits that reads back to a binary floating-point number, and
 * of those the nearest to it: the algorithm of Giulietti ("The Schubfach way to render doubles",
 * 2022, section 9). The number is {@code significand x 2^power}; the decimal is {@code digits x
 * 10^exponent}. Not thread-safe.
 */
final class ShortestDecimal {
  private static final long MASK_31 = (1L << 31) - 1;
  private static final long MASK_63 = Long.MAX_VALUE;

  /** For numbers of at most 24 bits. Made when first needed, as is the larger one. */
  private static final class Small {
    static final PowersOfTen POWERS = new PowersOfTen(-37, 46);
  }

  /** For numbers of at most 53 bits. */
  private static final class Large {
    static final PowersOfTen POWERS = new PowersOfTen(-292, 324);
  }

  private long digits;
  private int exponent;

  long digits() {
    return digits;
  }

  /** Of ten. */
  int exponent() {
    return exponent;
  }

  /**
   * A number of a format of at most 24 bits and no wider range than binary32.
   *
   * @param lowerIsNearer true where the gap to the next smaller number is half of that to the
   *     larger
   */
  void findSmall(int significand, int power, boolean lowerIsNearer) {
    int k = lowerIsNearer ? floorLog10ThreeQuarters(power) : floorLog10(power);
    int shift = power + PowersOfTen.floorLog2(-k) + 33;
    long factor = Small.POWERS.high(-k) + 1;
    long quadruple = 4L * significand;
    long value = small(factor, quadruple << shift);
    long lower = small(factor, (quadruple - (lowerIsNearer ? 1 : 2)) << shift);
    long upper = small(factor, (quadruple + 2) << shift);
    choose(value, lower, upper, significand & 1, k);
  }

  /** A binary64. */
  void findLarge(long significand, int power, boolean lowerIsNearer) {
    int k = lowerIsNearer ? floorLog10ThreeQuarters(power) : floorLog10(power);
    int shift = power + PowersOfTen.floorLog2(-k) + 2;
    long high = Large.POWERS.high(-k);
    long low = Large.POWERS.low(-k);
    long quadruple = 4 * significand;
    long value = large(high, low, quadruple << shift);
    long lower = large(high, low, (quadruple - (lowerIsNearer ? 1 : 2)) << shift);
    long upper = large(high, low, (quadruple + 2) << shift);
    choose(value, lower, upper, significand & 1, k);
  }

  /**
   * Chooses among the decimals around the value. All three bounds are four times the real ones in
   * units of {@code 10^k}, rounded to odd, so that comparing them with whole numbers is exact.
   *
   * @param odd 1 where the bounds themselves read back to a neighbour, 0 where to the number
   */
  private void choose(long value, long lower, long upper, long odd, int k) {
    long below = value >> 2;
    long tensBelow = below / 10 * 10;
    long tensAbove = tensBelow + 10;
    // With one digit alone there is none to save.
    boolean tensBelowFits = below >= 10 && lower + odd <= tensBelow << 2;
    boolean tensAboveFits = below >= 10 && (tensAbove << 2) + odd <= upper;
    exponent = k;
    if (tensBelowFits != tensAboveFits) {
      digits = tensBelowFits ? tensBelow : tensAbove;
      return;
    }
    long above = below + 1;
    boolean belowFits = lower + odd <= below << 2;
    boolean aboveFits = (above << 2) + odd <= upper;
    if (belowFits != aboveFits) {
      digits = belowFits ? below : above;
      return;
    }
    long side = value - ((below + above) << 1);
    digits = side < 0 || (side == 0 && (below & 1) == 0) ? below : above;
  }

  /** The product's whole part, with its last bit set where a fraction was cut off. */
  private static long small(long factor, long value) {
    long product = Math.multiplyHigh(factor, value);
    return (product >>> 31) | (((product & MASK_31) + MASK_31) >>> 31);
  }

  private static long large(long high, long low, long value) {
    long middle = ((high * value) >>> 1) + Math.multiplyHigh(low, value);
    long whole = Math.multiplyHigh(high, value) + (middle >>> 63);
    return whole | (((middle & MASK_63) + MASK_63) >>> 63);
  }

  /** floor(log10(2^power)). */
  private static int floorLog10(int power) {
    return (int) ((power * 661_971_961_083L) >> 41); // log10(2) in units of 2^-41
  }

  /** floor(log10(3/4 x 2^power)). */
  private static int floorLog10ThreeQuarters(int power) {
    return (int) ((power * 661_971_961_083L - 274_743_187_321L) >> 41);
  }
}
