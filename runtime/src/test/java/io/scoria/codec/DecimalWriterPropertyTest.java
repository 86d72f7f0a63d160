package io.scoria.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecimalWriterPropertyTest {
  private static final long SEED = 20260104;

  private final SplittableRandom random = new SplittableRandom(SEED);

  private static AssertionError wrong(Object value, String text, String what) {
    return new AssertionError("seed " + SEED + ": " + value + " is written " + text + ": " + what);
  }

  /** The significant digits that a decimal is written with. */
  private static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    int significant = 0;
    for (int i = 0; i < text.length() && (text.charAt(i) | 0x20) != 'e'; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' && (c != '0' || !digits.isEmpty())) {
        digits.append(c);
        significant = c == '0' ? significant : digits.length();
      }
    }
    digits.setLength(significant);
    return digits.toString();
  }

  /** The JDK's are the shortest and nearest too, but never fewer than two. */
  private static void compare(Object value, String text, String ofTheJdk) {
    String found = digits(text);
    String expected = digits(ofTheJdk);
    boolean right = expected.length() == 2 ? found.length() <= 2 : found.equals(expected);
    if (!right) {
      throw wrong(value, text, "the JDK writes " + ofTheJdk);
    }
  }

  private static void check(float value) {
    String text = DecimalWriterTest.write(value);
    if (Float.floatToRawIntBits(Float.parseFloat(text)) != Float.floatToRawIntBits(value)) {
      throw wrong(value, text, "reads back to another");
    }
    compare(value, text, Float.toString(value));
  }

  private static void check(double value) {
    String text = DecimalWriterTest.write(value);
    if (Double.doubleToRawLongBits(Double.parseDouble(text)) != Double.doubleToRawLongBits(value)) {
      throw wrong(value, text, "reads back to another");
    }
    compare(value, text, Double.toString(value));
  }

  @Test
  void randomFloatsReadBack() {
    for (int i = 0; i < 1_000_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        check(value);
      }
    }
  }

  @Test
  void randomDoublesReadBack() {
    for (int i = 0; i < 1_000_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        check(value);
      }
    }
  }

  @Test
  void probabilitiesReadBack() {
    for (int i = 0; i < 500_000; i++) {
      check(random.nextFloat());
      check(random.nextDouble());
    }
  }

  @Test
  void powersOfTwoAndTheirNeighboursReadBack() {
    for (int exponent = -1074; exponent <= 1023; exponent++) {
      double power = Math.scalb(1.0, exponent);
      check(power);
      check(Math.nextDown(power));
      check(Math.nextUp(power));
      if (exponent >= -149 && exponent <= 127) {
        check((float) power);
        check(Math.nextDown((float) power));
        check(Math.nextUp((float) power));
      }
    }
  }

  @Test
  void theSmallestValuesReadBackFromOneDigitWhereOneIsEnough() {
    for (int bits = 1; bits < 2000; bits++) {
      float single = Float.intBitsToFloat(bits);
      check(single);
      checkShortest(BinaryFormat.FLOAT, bits, DecimalWriterTest.write(single));
      double twice = Double.longBitsToDouble(bits);
      check(twice);
      checkShortest(BinaryFormat.DOUBLE, bits, DecimalWriterTest.write(twice));
    }
  }

  @Test
  void whatHasOneOrTwoDigitsIsWrittenWithThem() {
    for (int exponent = -340; exponent <= 310; exponent++) {
      for (int digits = 1; digits <= 99; digits++) {
        String given = digits + "e" + exponent;
        checkNoLonger(given, Double.parseDouble(given), DecimalWriterTest::write);
        float single = Float.parseFloat(given);
        checkNoLonger(given, single, value -> DecimalWriterTest.write((float) value));
      }
    }
  }

  private interface Writer {
    String write(double value);
  }

  private static void checkNoLonger(String given, double value, Writer writer) {
    if (value != 0
        && Double.isFinite(value)
        && digits(writer.write(value)).length() > digits(given).length()) {
      throw wrong(given, writer.write(value), "longer than need be");
    }
  }

  @ParameterizedTest
  @EnumSource(HalfFormat.class)
  void everyHalfIsTheNearestOfTheShortestThatReadBack(HalfFormat format) {
    BinaryFormat exact = BinaryFormat.valueOf(format.name());
    for (int bits = 1; bits < exact.infinity(); bits++) {
      String text = DecimalWriterTest.write(format, bits);
      checkShortest(exact, bits, text);
      assertThat(DecimalWriterTest.write(format, bits | 0x8000)).isEqualTo("-" + text);
    }
  }

  @ParameterizedTest
  @EnumSource(HalfFormat.class)
  void everyHalfThatIsNoNumberIsNamed(HalfFormat format) {
    int infinity = (int) BinaryFormat.valueOf(format.name()).infinity();
    for (int bits = infinity + 1; bits < 0x8000; bits++) {
      assertThat(DecimalWriterTest.write(format, bits)).isEqualTo("\"NaN\"");
      assertThat(DecimalWriterTest.write(format, bits | 0x8000)).isEqualTo("\"NaN\"");
    }
  }

  /** By exact arithmetic: reads back, no shorter one does, and none of this length is nearer. */
  private static void checkShortest(BinaryFormat format, long bits, String text) {
    BigDecimal written = new BigDecimal(text);
    BigDecimal value = format.value(bits);
    if (!format.isNearest(bits, written)) {
      throw wrong(value, text, "reads back to another");
    }
    int digits = digits(text).length();
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
      BigDecimal beside = value.round(new MathContext(digits, mode));
      boolean nearer =
          beside.subtract(value).abs().compareTo(written.subtract(value).abs()) < 0
              && format.isNearest(bits, beside);
      if (nearer) {
        throw wrong(value, text, beside + " is nearer");
      }
      if (digits > 1 && format.isNearest(bits, value.round(new MathContext(digits - 1, mode)))) {
        throw wrong(value, text, "longer than need be");
      }
    }
  }

  @Test
  void whatIsWrittenIsANumberToATrustedParser() throws IOException {
    for (int i = 0; i < 50_000; i++) {
      checkParsed(DecimalWriterTest.write(Double.longBitsToDouble(random.nextLong())));
      checkParsed(DecimalWriterTest.write(Float.intBitsToFloat(random.nextInt())));
      checkParsed(DecimalWriterTest.write(HalfFormat.FLOAT16, random.nextInt()));
      checkParsed(DecimalWriterTest.write(HalfFormat.BFLOAT16, random.nextInt()));
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private static void checkParsed(String text) throws IOException {
    try (JsonParser parser = JSON.getFactory().createParser(text)) {
      boolean number = parser.nextToken().isNumeric();
      boolean named = text.startsWith("\"");
      if (number == named || parser.getText().isEmpty() || parser.nextToken() != null) {
        throw wrong("a number", text, "is none");
      }
    }
  }
}
