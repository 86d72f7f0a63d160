package io.scoria.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * Writes floating-point numbers as the decimal with the fewest significant digits that reads back
 * to the same number of the same type, and of those the nearest to it. The form is JSON's: {@code
 * 5.0}, {@code 0.0001}, {@code 1e-5}, {@code 1.5e16}. What JSON has no number for is written as a
 * string: {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}.
 */
final class DecimalWriter {
  /** Decimal exponents from here are written out, as Python writes them: 0.0001. */
  private static final int MIN_PLAIN_EXPONENT = -4;

  /** Decimal exponents below here are written out, as Python writes them: 1000000000000000.0. */
  private static final int END_PLAIN_EXPONENT = 16;

  private DecimalWriter() {}

  static void write(ByteWriter out, float value) {
    if (writeSpecial(out, value)) {
      return;
    }
    float magnitude = Math.abs(value);
    Digits digits = Digits.parse(Float.toString(magnitude));
    if (digits.count() == 2) {
      digits = oneDigitIf(digits, magnitude, d -> Float.parseFloat(d.toString()) == magnitude);
    }
    layOut(out, digits);
  }

  static void write(ByteWriter out, double value) {
    if (writeSpecial(out, value)) {
      return;
    }
    double magnitude = Math.abs(value);
    Digits digits = Digits.parse(Double.toString(magnitude));
    if (digits.count() == 2) {
      digits = oneDigitIf(digits, magnitude, d -> Double.parseDouble(d.toString()) == magnitude);
    }
    layOut(out, digits);
  }

  static void write(ByteWriter out, HalfFormat format, short bits) {
    float value = format.value(bits);
    if (writeSpecial(out, value)) {
      return;
    }
    BigDecimal magnitude = new BigDecimal(Math.abs(value));
    int wanted = bits & 0x7fff;
    Predicate<BigDecimal> readsBack = d -> format.round(d.doubleValue(), () -> d) == wanted;
    int precision = 1;
    BigDecimal shortest = nearest(magnitude, precision, readsBack);
    while (!readsBack.test(shortest)) {
      shortest = nearest(magnitude, ++precision, readsBack);
    }
    layOut(out, Digits.of(shortest));
  }

  /** Zeros, NaN and infinities, and the sign of everything else. True where nothing is left. */
  private static boolean writeSpecial(ByteWriter out, double value) {
    if (Double.isNaN(value)) {
      out.writeAscii("\"NaN\"");
      return true;
    }
    if (Double.isInfinite(value)) {
      out.writeAscii(value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
      return true;
    }
    if (Double.doubleToRawLongBits(value) < 0) {
      out.write('-');
    }
    if (value == 0) {
      out.writeAscii("0.0");
      return true;
    }
    return false;
  }

  /**
   * {@link Float#toString(float)} and its double twin give the fewest digits, but never fewer than
   * two: 1.4E-45 where 1e-45 reads back to the same.
   */
  private static Digits oneDigitIf(Digits two, double magnitude, Predicate<BigDecimal> readsBack) {
    BigDecimal one = nearest(new BigDecimal(magnitude), 1, readsBack);
    return readsBack.test(one) ? Digits.of(one) : two;
  }

  /** The decimal of so many digits nearest to {@code exact}, or its neighbour if only that fits. */
  private static BigDecimal nearest(
      BigDecimal exact, int precision, Predicate<BigDecimal> readsBack) {
    BigDecimal nearest = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
    if (readsBack.test(nearest)) {
      return nearest;
    }
    boolean above = nearest.compareTo(exact) > 0;
    return exact.round(new MathContext(precision, above ? RoundingMode.DOWN : RoundingMode.UP));
  }

  private static void layOut(ByteWriter out, Digits digits) {
    int exponent = digits.exponent();
    String text = digits.text();
    if (exponent < MIN_PLAIN_EXPONENT || exponent >= END_PLAIN_EXPONENT) {
      out.write(text.charAt(0));
      if (text.length() > 1) {
        out.write('.');
        out.writeAscii(text.substring(1));
      }
      out.write('e');
      out.writeAscii(Integer.toString(exponent));
    } else if (exponent < 0) {
      out.writeAscii("0.");
      out.writeAscii("0".repeat(-exponent - 1));
      out.writeAscii(text);
    } else if (text.length() <= exponent + 1) {
      out.writeAscii(text);
      out.writeAscii("0".repeat(exponent + 1 - text.length()));
      out.writeAscii(".0");
    } else {
      out.writeAscii(text.substring(0, exponent + 1));
      out.write('.');
      out.writeAscii(text.substring(exponent + 1));
    }
  }

  /**
   * A positive decimal: {@code d.ddd x 10^exponent}.
   *
   * @param text the digits, without zeros at either end
   */
  private record Digits(String text, int exponent) {
    static Digits of(BigDecimal value) {
      BigDecimal stripped = value.stripTrailingZeros();
      String text = stripped.unscaledValue().toString();
      return new Digits(text, text.length() - 1 - stripped.scale());
    }

    /** Reads what {@link Double#toString(double)} writes. */
    static Digits parse(String written) {
      int e = written.indexOf('E');
      String plain = e < 0 ? written : written.substring(0, e);
      int point = plain.indexOf('.');
      String all = plain.substring(0, point) + plain.substring(point + 1);
      int first = 0;
      while (all.charAt(first) == '0') {
        first++;
      }
      int end = all.length();
      while (all.charAt(end - 1) == '0') {
        end--;
      }
      int shift = e < 0 ? 0 : Integer.parseInt(written.substring(e + 1));
      return new Digits(all.substring(first, end), point - 1 - first + shift);
    }

    int count() {
      return text.length();
    }
  }
}
