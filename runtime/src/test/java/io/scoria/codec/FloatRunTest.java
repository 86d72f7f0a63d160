package io.scoria.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatRunTest {
  private static final long SEED = 20260111;
  private static final String REST = " ".repeat(FloatRun.PADDING);

  private final FloatRun run = new FloatRun();
  private final ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());

  private int read(String text, int max) {
    byte[] bytes = text.getBytes(US_ASCII);
    return run.read(bytes, 0, bytes.length - FloatRun.PADDING, out, 0, max);
  }

  @Test
  void takesNumbersAndTheCommasBetweenThem() {
    int end = read("1,-2.5 , 300\n,0.125]" + REST, 99);

    assertThat(run.count()).isEqualTo(4);
    assertThat(run.isAfterComma()).isFalse();
    assertThat(end).isEqualTo(19);
    assertThat(out.getFloat(0)).isEqualTo(1);
    assertThat(out.getFloat(4)).isEqualTo(-2.5f);
    assertThat(out.getFloat(8)).isEqualTo(300);
    assertThat(out.getFloat(12)).isEqualTo(0.125f);
  }

  @Test
  void stopsBehindTheCommaBeforeWhatItDoesNotTake() {
    assertThat(read("1, 2,  [3" + REST, 99)).isEqualTo(7);
    assertThat(run.count()).isEqualTo(2);
    assertThat(run.isAfterComma()).isTrue();
  }

  @Test
  void takesNoMoreThanItMay() {
    assertThat(read("1,2,3,4" + REST, 2)).isEqualTo(4);
    assertThat(run.count()).isEqualTo(2);
    assertThat(run.isAfterComma()).isTrue();
    assertThat(read("1,2" + REST, 0)).isZero();
    assertThat(run.count()).isZero();
  }

  @Test
  void writesWhereItIsToldTo() {
    byte[] bytes = ("[[7, 8 " + REST).getBytes(US_ASCII);
    out.putFloat(0, -1).putFloat(12, -1);

    int limit = bytes.length - FloatRun.PADDING;
    assertThat(run.read(bytes, 2, limit, out, 4, 9)).isEqualTo(limit);
    assertThat(out.getFloat(0)).isEqualTo(-1);
    assertThat(out.getFloat(4)).isEqualTo(7);
    assertThat(out.getFloat(8)).isEqualTo(8);
    assertThat(out.getFloat(12)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "--1",
        "01",
        "-00.5",
        "012345678",
        ".5",
        "1.",
        "1.,",
        "1e",
        "1.e5",
        "1e+",
        "1.5E-",
        "1e100",
        "1e020",
        "1e20",
        "1e-37",
        "12345678e1",
        "12345678",
        "0.",
        "-0.",
        "-0.e1",
        "-.5",
        "00.5",
        "+1",
        "+0.5",
        ".0.5",
        "--0.5",
        "NaN",
        "\"1\"",
        "[1]",
        "null",
        "1234567890123456789",
        "0.9223456789012345678901",
        "0.0000000000000000000001",
        "0.000000000000000000001",
        "0.500000029802322387",
        "0.500000029802322388",
      })
  void leavesWhatIsNotPlainToOthers(String text) {
    assertThat(read(text + "," + REST, 99)).isZero();
    assertThat(run.count()).isZero();
  }

  @Test
  void leavesToOthersWhatMayGoOnBehindTheLimit() {
    for (String number : new String[] {"3", "-3", "0.3", "2.5", "0.123456789", "12.34567", "1e5"}) {
      byte[] bytes = ("1, " + number + "7,").getBytes(US_ASCII);
      byte[] padded = Arrays.copyOf(bytes, bytes.length + FloatRun.PADDING);
      for (int limit = 2; limit < bytes.length - 1; limit++) {
        assertThat(run.read(padded, 0, limit, out, 0, 9)).as(number).isBetween(2, 3);
        assertThat(run.count()).as("%s before byte %d", number, limit).isEqualTo(1);
      }
    }
  }

  @Test
  void takesMoreThanItHoldsAtOnce() {
    int end = read("7.5,".repeat(1000) + "8]" + REST, 1024);

    assertThat(end).isEqualTo(4001);
    assertThat(run.count()).isEqualTo(1001);
    for (int i = 0; i < 1000; i++) {
      assertThat(out.getFloat(i * Float.BYTES)).isEqualTo(7.5f);
    }
    assertThat(out.getFloat(4000)).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "-0, -0.0",
    "-0.000, -0.0",
    "0.0, 0.0",
    "1.6777217e7, 16777216",
    "1.6777219e7, 16777220",
    "8388608.5, 8388608",
    "8388609.5, 8388610",
    "1234567, 1234567",
    "123456.789012345, 123456.789012345",
    "1e5, 100000",
    "-1.5E+2, -150",
    "1.17549435e-5, 1.17549435e-5",
    "0.00000000e-20, 0",
    "1e-36, 1e-36",
    "9.223372036854775e19, 9.223372036854775e19",
    "0.50000002980, 0.5",
    "0.50000002981, 0.50000006",
    "0.0000000000012345, 1.2345e-12",
    "-0.0000000000000, -0.0",
    "999999.99999999999, 1000000",
    "1234567.890123456789, 1234567.890123456789",
  })
  void roundsAsTheJdkDoes(String text, float value) {
    assertThat(read(text + "," + REST, 9)).isPositive();
    assertThat(run.count()).isEqualTo(1);
    assertThat(out.getFloat(0)).isEqualTo(value);
    assertThat(Float.floatToRawIntBits(out.getFloat(0)))
        .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
  }

  @Test
  void everyNumberThatItTakesIsReadAsTheJdkReadsIt() {
    SplittableRandom random = new SplittableRandom(SEED);
    NumberTexts texts = new NumberTexts(SEED);
    int taken = 0;
    for (int i = 0; i < 1_000_000; i++) {
      String number = texts.any(random.nextInt(1, 23), i % 4 == 0 ? 38 : 0);
      String after = new String[] {",", " ,", "]", "\n]"}[random.nextInt(4)];
      int end = read(number + after + REST, 9);
      boolean right =
          run.count() == 0
              ? end == 0
              : end == number.length() + after.replace("]", "").length() && isRead(number);
      if (!right) {
        throw new AssertionError(
            "seed " + SEED + ": " + number + after + " to " + end + " is " + out.getFloat(0));
      }
      taken += run.count();
    }
    assertThat(taken).as("numbers that were plain").isGreaterThan(600_000);
  }

  private boolean isRead(String number) {
    float expected = Float.parseFloat(number);
    return Float.floatToRawIntBits(out.getFloat(0)) == Float.floatToRawIntBits(expected);
  }

  /** A number of one or more digits can be followed by any byte: none may be taken for a digit. */
  @Test
  void noOtherByteIsADigit() {
    for (int other = 0; other < 256; other++) {
      for (int digits = 1; digits <= 9; digits++) {
        byte[] bytes = ("7".repeat(digits) + "x" + REST).getBytes(US_ASCII);
        bytes[digits] = (byte) other;
        boolean digit = other >= '0' && other <= '9';
        int end = run.read(bytes, 0, bytes.length - FloatRun.PADDING, out, 0, 1);
        if (digits <= 7 && !digit && "eE., \t\r\n".indexOf(other) < 0) {
          assertThat(end).as("%d digits, byte %d", digits, other).isEqualTo(digits);
          assertThat(out.getFloat(0)).isEqualTo(Float.parseFloat("7".repeat(digits)));
        }
      }
    }
  }

  @Test
  void everyCountOfDigitsBeforeAndBehindThePointIsReadAsTheJdkReadsIt() {
    for (int whole = 1; whole <= 20; whole++) {
      for (int fraction = 0; fraction <= 20; fraction++) {
        char[] digits = new char[whole + fraction];
        Arrays.fill(digits, '9');
        String all = new String(digits);
        String number = all.substring(0, whole) + (fraction == 0 ? "" : "." + all.substring(whole));
        read(number + "," + REST, 1);
        assertThat(run.count() == 0 || isRead(number)).as(number).isTrue();
        boolean plain = whole == 1 || (whole < 8 && whole + fraction <= 18);
        assertThat(run.count()).as(number).isEqualTo(plain ? 1 : 0);
      }
    }
  }

  /** Where digits are cut off, or three roundings err, it shows here. */
  @Test
  void whatLiesNearTheMiddleOfTwoFloatsIsReadAsTheJdkReadsIt() {
    SplittableRandom random = new SplittableRandom(SEED);
    int taken = 0;
    for (int i = 0; i < 300_000; i++) {
      float value = (float) Math.pow(10, random.nextDouble(-6, 1));
      BigDecimal middle =
          new BigDecimal(value).add(new BigDecimal(Math.nextUp(value))).divide(BigDecimal.TWO);
      double away =
          random.nextInt(-9, 10) * Math.scalb(Math.ulp((double) value), random.nextInt(18));
      int digits = random.nextInt(5, 21);
      String number =
          middle.add(new BigDecimal(away)).setScale(digits, RoundingMode.DOWN).toPlainString();
      read(number + "," + REST, 1);
      assertThat(run.count() == 0 || isRead(number)).as(number).isTrue();
      taken += run.count();
    }
    assertThat(taken).as("numbers that were plain").isGreaterThan(200_000);
  }
}
