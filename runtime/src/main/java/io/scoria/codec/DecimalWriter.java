package io.scoria.codec;

/**
 * Writes floating-point numbers as the decimal with the fewest significant digits that reads back
 * to the same number of the same type, and of those the nearest to it. The form is JSON's: {@code
 * 5.0}, {@code 0.0001}, {@code 1e-5}, {@code 1.5e16}. What JSON has no number for is written as a
 * string: {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}. Not thread-safe.
 */
final class DecimalWriter {
  /** Decimal exponents from here are written out, as Python writes them: 0.0001. */
  private static final int MIN_PLAIN_EXPONENT = -4;

  /** Decimal exponents below here are written out, as Python writes them: 1000000000000000.0. */
  private static final int END_PLAIN_EXPONENT = 16;

  private static final int NINE_DIGITS = 9;
  private static final int END_EIGHT_DIGITS = 100_000_000;
  private static final int[] POWERS = {
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private final ShortestDecimal shortest = new ShortestDecimal();

  void write(ByteWriter out, float value) {
    int bits = Float.floatToRawIntBits(value);
    writeBinary(out, bits < 0, bits & Integer.MAX_VALUE, 23, 0xff);
  }

  void write(ByteWriter out, HalfFormat format, short bits) {
    int exponentBits = format == HalfFormat.FLOAT16 ? 5 : 8;
    int magnitude = bits & 0x7fff;
    writeBinary(out, bits < 0, magnitude, 15 - exponentBits, (1 << exponentBits) - 1);
  }

  void write(ByteWriter out, double value) {
    long magnitude = Double.doubleToRawLongBits(value) & Long.MAX_VALUE;
    if (value == 0 || magnitude >= 0x7ffL << 52) {
      writeSpecial(out, value < 0 || 1 / value < 0, value);
      return;
    }
    if (value < 0) {
      out.write('-');
    }
    long fraction = magnitude & ((1L << 52) - 1);
    int exponent = (int) (magnitude >>> 52);
    boolean normal = exponent > 0;
    long significand = normal ? fraction | (1L << 52) : fraction;
    shortest.findLarge(significand, Math.max(exponent, 1) - 1075, exponent > 1 && fraction == 0);
    layOut(out);
  }

  /** A number of an IEEE 754 format of at most 32 bits, without its sign. */
  private void writeBinary(
      ByteWriter out, boolean negative, int magnitude, int fractionBits, int infinite) {
    int exponent = magnitude >>> fractionBits;
    int fraction = magnitude & ((1 << fractionBits) - 1);
    if (magnitude == 0 || exponent == infinite) {
      double value = magnitude == 0 ? 0 : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      writeSpecial(out, negative, value);
      return;
    }
    int significand = exponent > 0 ? fraction | (1 << fractionBits) : fraction;
    int power = Math.max(exponent, 1) - (infinite >> 1) - fractionBits;
    shortest.findSmall(significand, power, exponent > 1 && fraction == 0);
    layOutSmall(out, negative);
  }

  /** At most nine digits, as 24 bits have; most numbers are neither very small nor large. */
  private void layOutSmall(ByteWriter out, boolean negative) {
    int digits = (int) shortest.digits();
    int count = digitCount(digits);
    int leading = shortest.exponent() + count - 1;
    if (leading >= MIN_PLAIN_EXPONENT && leading < Long.BYTES) {
      int nine = digits * POWERS[NINE_DIGITS - count];
      int first = nine / END_EIGHT_DIGITS;
      out.writePlain(negative, first, EightDigits.of(nine - first * END_EIGHT_DIGITS), leading);
      return;
    }
    if (negative) {
      out.write('-');
    }
    layOut(out);
  }

  /** Of a number from 1 to 999,999,999. */
  private static int digitCount(int value) {
    int atLeast = ((Integer.SIZE - Integer.numberOfLeadingZeros(value)) * 1233) >> 12; // log10(2)
    return value >= POWERS[atLeast] ? atLeast + 1 : atLeast;
  }

  /** Zeros, NaN and infinities. */
  private static void writeSpecial(ByteWriter out, boolean negative, double value) {
    if (value == 0) {
      out.writeAscii(negative ? "-0.0" : "0.0");
    } else if (Double.isNaN(value)) {
      out.writeAscii("\"NaN\"");
    } else {
      out.writeAscii(negative ? "\"-Infinity\"" : "\"Infinity\"");
    }
  }

  private void layOut(ByteWriter out) {
    long digits = shortest.digits();
    int exponent = shortest.exponent();
    while (digits % 10 == 0) {
      digits /= 10;
      exponent++;
    }
    int count = ByteWriter.digitCount(digits);
    int leading = exponent + count - 1; // the decimal exponent of the first digit
    if (leading < MIN_PLAIN_EXPONENT || leading >= END_PLAIN_EXPONENT) {
      out.writeDigits(digits, count, count > 1 ? 1 : count);
      out.write('e');
      out.writeInteger(leading);
    } else if (leading < 0) {
      out.writeAscii("0.");
      out.writeZeros(-leading - 1);
      out.writeDigits(digits, count, count);
    } else if (exponent >= 0) {
      out.writeDigits(digits, count, count);
      out.writeZeros(exponent);
      out.writeAscii(".0");
    } else {
      out.writeDigits(digits, count, leading + 1);
    }
  }
}
