package io.scoria.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.scoria.codec.NumberParser.Integral;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the JDK's own parsers, and against exact arithmetic, which they have no part in. */
class NumberParserPropertyTest {
  private static final long SEED = 20260102;
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private final NumberParser parser = new NumberParser();
  private final NumberTexts texts = new NumberTexts(SEED);
  private final SplittableRandom random = new SplittableRandom(SEED);

  private static AssertionError wrong(String type, String text, Object found) {
    return new AssertionError("seed " + SEED + ": " + text + " as " + type + " is " + found);
  }

  private void checkAgainstTheJdk(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    float single = parser.parseFloat(bytes, 0, bytes.length);
    if (Float.floatToRawIntBits(single) != Float.floatToRawIntBits(Float.parseFloat(text))) {
      throw wrong("float", text, single);
    }
    double twice = parser.parseDouble(bytes, 0, bytes.length);
    if (Double.doubleToRawLongBits(twice) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
      throw wrong("double", text, twice);
    }
  }

  private void checkExactly(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    BigDecimal magnitude = new BigDecimal(text).abs();
    long sign = text.startsWith("-") ? -1 : 0;
    long single = Float.floatToRawIntBits(parser.parseFloat(bytes, 0, bytes.length));
    check(BinaryFormat.FLOAT, single, sign & 0x8000_0000, magnitude, text);
    long twice = Double.doubleToRawLongBits(parser.parseDouble(bytes, 0, bytes.length));
    check(BinaryFormat.DOUBLE, twice, sign & Long.MIN_VALUE, magnitude, text);
    checkHalves(bytes, magnitude, (int) sign & 0x8000, text);
  }

  private void checkHalves(byte[] bytes, BigDecimal magnitude, int sign, String text) {
    int half = parser.parseHalf(HalfFormat.FLOAT16, bytes, 0, bytes.length);
    check(BinaryFormat.FLOAT16, finite(BinaryFormat.FLOAT16, half, sign), sign, magnitude, text);
    int brain = parser.parseHalf(HalfFormat.BFLOAT16, bytes, 0, bytes.length);
    check(BinaryFormat.BFLOAT16, finite(BinaryFormat.BFLOAT16, brain, sign), sign, magnitude, text);
  }

  private static long finite(BinaryFormat format, int bits, int sign) {
    return bits == HalfFormat.OVERFLOW ? format.infinity() | sign : bits;
  }

  private static void check(
      BinaryFormat format, long bits, long sign, BigDecimal magnitude, String text) {
    long unsigned = bits ^ sign;
    if (unsigned < 0 || unsigned > format.infinity() || !format.isNearest(unsigned, magnitude)) {
      throw wrong(format.name(), text, Long.toHexString(bits));
    }
  }

  @Test
  void everyCountOfDigitsReadsAsTheJdkReadsIt() {
    for (int digits = 1; digits <= 25; digits++) {
      for (int i = 0; i < 40_000; i++) {
        checkAgainstTheJdk(texts.any(digits, digits < 20 ? 60 : 400));
      }
    }
  }

  @Test
  void numbersAsModelsGetThemReadAsTheJdkReadsThem() {
    for (int i = 0; i < 1_000_000; i++) {
      checkAgainstTheJdk(texts.any(12, 0));
    }
  }

  @Test
  void hundredsOfDigitsReadAsTheJdkReadsThem() {
    for (int i = 0; i < 20_000; i++) {
      checkAgainstTheJdk(texts.any(900, 900));
    }
  }

  @Test
  void everyNumberIsTheNearestOfEachType() {
    for (int i = 0; i < 60_000; i++) {
      checkExactly(texts.any(25, i % 2 == 0 ? 45 : 330));
    }
  }

  @Test
  void halfwayBetweenNeighboursGoesToTheEvenOneAndADigitFarOutDecides() {
    for (BinaryFormat format : BinaryFormat.values()) {
      for (int i = 0; i < 2500; i++) {
        long bits = random.nextLong(format.infinity());
        checkAround(format.middleAfter(i % 10 == 0 ? bits & 0x3ff : bits));
      }
      checkAround(format.middleAfter(0));
      checkAround(format.middleAfter(format.infinity() - 1));
    }
  }

  private void checkAround(BigDecimal middle) {
    int far = middle.scale() + random.nextInt(1, 60);
    BigDecimal least = BigDecimal.ONE.movePointLeft(Math.max(far, 1));
    String sign = random.nextBoolean() ? "-" : "";
    checkExactly(sign + texts.rewritten(middle));
    checkExactly(sign + texts.rewritten(middle.add(least)));
    checkExactly(sign + texts.rewritten(middle.subtract(least)));
  }

  /** The double nearest to such a decimal lies between two values, and the decimal beside it. */
  @Test
  void shortDecimalsNextToAMiddleAreTheNearestToo() {
    for (BinaryFormat format : BinaryFormat.values()) {
      for (int i = 0; i < 10_000 && format != BinaryFormat.DOUBLE; i++) {
        double middle = format.middleAfter(random.nextLong(format.infinity())).doubleValue();
        checkExactly(Double.toString(middle).replace("E", "e"));
        checkExactly(Double.toString(Math.nextUp(middle)));
        checkExactly(Double.toString(Math.nextDown(middle)));
      }
    }
  }

  @Test
  void wholeNumbersAreWhatExactArithmeticSays() {
    for (int i = 0; i < 1_000_000; i++) {
      checkInteger(texts.any(24, i % 3 == 0 ? 0 : 24));
    }
  }

  @Test
  void wholeNumbersNextToThe64BitBoundsAreWhatExactArithmeticSays() {
    for (int i = 0; i < 200_000; i++) {
      BigInteger bound = random.nextBoolean() ? MIN : MAX;
      BigDecimal value = new BigDecimal(bound.add(BigInteger.valueOf(random.nextInt(-20, 21))));
      BigDecimal fraction = BigDecimal.valueOf(random.nextInt(3), random.nextInt(30));
      String digits = texts.rewritten(value.abs().add(fraction));
      checkInteger((bound.equals(MIN) ? "-" : "") + digits);
    }
  }

  private void checkInteger(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    BigDecimal exact = new BigDecimal(text);
    BigInteger whole = exact.toBigInteger();
    boolean inRange = whole.compareTo(MIN) >= 0 && whole.compareTo(MAX) <= 0;
    boolean integral = new BigDecimal(whole).compareTo(exact) == 0;
    Integral found = parser.integer(bytes, 0, bytes.length);
    boolean right =
        switch (found) {
          case OK -> integral && inRange && parser.integerValue() == whole.longValue();
          case NOT_INTEGRAL -> !integral;
          case OUT_OF_RANGE -> !inRange;
        };
    if (!right) {
      throw wrong("integer", text, found + " " + parser.integerValue());
    }
  }
}
