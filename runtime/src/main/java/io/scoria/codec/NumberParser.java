package io.scoria.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Numbers of a known-good JSON form, rounded correctly to the type asked for. Holds the parts of
 * the last number; not thread-safe.
 */
final class NumberParser {
  /** What came of {@link #integer}. */
  enum Integral {
    OK,
    NOT_INTEGRAL,
    OUT_OF_RANGE
  }

  private static final double[] POWERS_OF_TEN = powersOfTen();
  private static final int EXACT_POWERS = 22; // 10^22 is the largest that a double holds exactly
  private static final long EXACT_MANTISSA = 1L << 53;
  private static final int MAX_MANTISSA_DIGITS = 18;
  private static final int EXPONENT_BOUND = 1_000_000; // farther than any type reaches

  private boolean negative;
  private long mantissa; // the first 18 significant digits
  private int exponent; // of ten, for the mantissa
  private boolean exact; // no digit other than 0 was left out of the mantissa
  private long integer;

  double parseDouble(byte[] bytes, int from, int to) {
    split(bytes, from, to);
    if (exact && mantissa <= EXACT_MANTISSA && Math.abs(exponent) <= EXACT_POWERS) {
      return fastDouble();
    }
    return Double.longBitsToDouble(
        convert(DecimalToBinary.DOUBLE, Long.MIN_VALUE, bytes, from, to));
  }

  float parseFloat(byte[] bytes, int from, int to) {
    split(bytes, from, to);
    if (exact && mantissa <= EXACT_MANTISSA && Math.abs(exponent) <= EXACT_POWERS) {
      double nearest = fastDouble();
      if (isSafeToNarrow(nearest)) {
        return (float) nearest;
      }
    }
    return Float.intBitsToFloat(
        (int) convert(DecimalToBinary.FLOAT, Integer.MIN_VALUE, bytes, from, to));
  }

  /**
   * Where digits were left out, the number lies between two mantissas: when both round to the same,
   * so does it. The JDK's own parser settles the rest.
   */
  private long convert(DecimalToBinary format, long sign, byte[] bytes, int from, int to) {
    long bits = format.convert(mantissa, exponent);
    if (!exact && bits != format.convert(mantissa + 1, exponent)) {
      double nearest = Double.parseDouble(text(bytes, from, to));
      return format == DecimalToBinary.DOUBLE
          ? Double.doubleToRawLongBits(nearest)
          : Float.floatToRawIntBits(Float.parseFloat(text(bytes, from, to)));
    }
    return negative ? bits | sign : bits;
  }

  /** 16 bits of the format, or {@link HalfFormat#OVERFLOW}. */
  int parseHalf(HalfFormat format, byte[] bytes, int from, int to) {
    double nearest = parseDouble(bytes, from, to);
    return format.round(nearest, () -> new BigDecimal(text(bytes, from, to)));
  }

  /** The whole number; its value is then that of {@link #integerValue}. */
  Integral integer(byte[] bytes, int from, int to) {
    split(bytes, from, to);
    if (exact && exponent == 0) {
      integer = negative ? -mantissa : mantissa;
      return Integral.OK;
    }
    return integerFromParts(bytes, from, to);
  }

  long integerValue() {
    return integer;
  }

  /** More than 18 digits, a fraction or an exponent: {@code 1.50e1} is a whole number too. */
  private Integral integerFromParts(byte[] bytes, int from, int to) {
    long value = 0; // kept negative: that side of zero has one more value
    int wholeDigits = wholeDigits(bytes, from, to);
    int seen = 0;
    for (int pos = from; pos < to && bytes[pos] != 'e' && bytes[pos] != 'E'; pos++) {
      int digit = bytes[pos] - '0';
      if (digit < 0 || (seen == 0 && digit == 0)) { // '-', '.', and zeros that lead
        continue;
      }
      if (seen++ >= wholeDigits) {
        if (digit != 0) {
          return Integral.NOT_INTEGRAL;
        }
      } else if (value < (Long.MIN_VALUE + digit) / 10) {
        return Integral.OUT_OF_RANGE;
      } else {
        value = value * 10 - digit;
      }
    }
    for (; value != 0 && seen < wholeDigits; seen++) {
      if (value < Long.MIN_VALUE / 10) {
        return Integral.OUT_OF_RANGE;
      }
      value *= 10;
    }
    if (!negative && value == Long.MIN_VALUE) {
      return Integral.OUT_OF_RANGE;
    }
    integer = negative ? value : -value;
    return Integral.OK;
  }

  /** How many significant digits stand before the decimal point once the exponent has moved it. */
  private static int wholeDigits(byte[] bytes, int from, int to) {
    int digits = 0;
    boolean fraction = false;
    int pos = from;
    for (; pos < to && bytes[pos] != 'e' && bytes[pos] != 'E'; pos++) {
      boolean significant = digits > 0 || (bytes[pos] >= '1' && bytes[pos] <= '9');
      if (bytes[pos] == '.') {
        fraction = true;
      } else if (!fraction && significant) {
        digits++;
      } else if (fraction && digits <= 0 && bytes[pos] == '0') {
        digits--; // 0.00123 has its first significant digit two places behind the point
      } else if (fraction) {
        break;
      }
    }
    while (pos < to && bytes[pos] != 'e' && bytes[pos] != 'E') {
      pos++;
    }
    return pos < to ? digits + writtenExponent(bytes, pos + 1, to) : digits;
  }

  /** Clinger's fast path: both operands are exact, so the one operation rounds correctly. */
  private double fastDouble() {
    double value = mantissa;
    value = exponent < 0 ? value / POWERS_OF_TEN[-exponent] : value * POWERS_OF_TEN[exponent];
    return negative ? -value : value;
  }

  /**
   * True where rounding the double to a float gives the float nearest to the decimal itself. The
   * two differ only where the double lies exactly between two floats, or below their normal range.
   */
  static boolean isSafeToNarrow(double nearest) {
    long bits = Double.doubleToRawLongBits(nearest);
    boolean between = (bits & 0x1fffffffL) == 0x10000000L;
    double magnitude = Math.abs(nearest);
    return !between && (magnitude >= Float.MIN_NORMAL || magnitude == 0);
  }

  private void split(byte[] bytes, int from, int to) {
    int pos = from;
    negative = bytes[pos] == '-';
    pos += negative ? 1 : 0;
    mantissa = 0;
    exponent = 0;
    exact = true;
    int digits = 0;
    boolean fraction = false;
    for (; pos < to; pos++) {
      byte b = bytes[pos];
      if (b == '.') {
        fraction = true;
        continue;
      }
      if (b < '0' || b > '9') {
        break;
      }
      if (digits < MAX_MANTISSA_DIGITS) {
        mantissa = mantissa * 10 + (b - '0');
        digits += mantissa == 0 ? 0 : 1;
        exponent -= fraction ? 1 : 0;
      } else {
        exact &= b == '0';
        exponent += fraction ? 0 : 1;
      }
    }
    if (pos < to) {
      exponent += writtenExponent(bytes, pos + 1, to);
    }
  }

  private static int writtenExponent(byte[] bytes, int from, int to) {
    int pos = bytes[from] == '+' || bytes[from] == '-' ? from + 1 : from;
    int value = 0;
    for (; pos < to && value < EXPONENT_BOUND; pos++) {
      value = value * 10 + (bytes[pos] - '0');
    }
    return bytes[from] == '-' ? -value : value;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  private static double[] powersOfTen() {
    double[] powers = new double[EXACT_POWERS + 1];
    for (int i = 0; i <= EXACT_POWERS; i++) {
      powers[i] = Double.parseDouble("1e" + i);
    }
    return powers;
  }
}
