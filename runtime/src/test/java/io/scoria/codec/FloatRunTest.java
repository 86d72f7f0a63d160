package io.scoria.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

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
  private static final String REST = " ".repeat(FloatRun.MARGIN); // so that all before it is safe

  private final FloatRun run = new FloatRun();
  private final ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());

  private int read(String text, int max) {
    byte[] bytes = text.getBytes(US_ASCII);
    return run.read(bytes, 0, bytes.length, out, 0, max);
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
    byte[] bytes = ("[[7, 8" + REST).getBytes(US_ASCII);
    out.putFloat(0, -1).putFloat(12, -1);

    assertThat(run.read(bytes, 2, bytes.length, out, 4, 9)).isEqualTo(bytes.length - 64);
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
        "1e5",
        "1.5E5",
        "12345678e1",
        "+1",
        "NaN",
        "\"1\"",
        "[1]",
        "null",
        "1234567890123456789",
        "0.1234567890123456789",
      })
  void leavesWhatIsNotPlainToOthers(String text) {
    assertThat(read(text + REST, 99)).isZero();
    assertThat(run.count()).isZero();
  }

  @Test
  void leavesWhatIsNearTheEndToOthers() {
    assertThat(read("1,2,3" + REST.substring(5), 99)).isZero();
    assertThat(read("1,2,3" + REST.substring(4), 99)).isEqualTo(2);
    assertThat(run.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "-0, -0.0",
    "-0.000, -0.0",
    "0.0, 0.0",
    "16777217, 16777216",
    "16777219, 16777220",
    "8388608.5, 8388608",
    "8388609.5, 8388610",
    "12345678, 12345678",
    "123456789012345.5, 123456789012345.5",
    "0.00000000000000001, 1e-17",
    "99999999.99999999, 100000000",
    "123456789012345.678, 123456789012345.678",
    "12345678.1234567891, 12345678.1234567891",
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
      String number = texts.any(random.nextInt(1, 21), 0);
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
        int end = run.read(bytes, 0, bytes.length, out, 0, 1);
        if (!digit && "eE., \t\r\n".indexOf(other) < 0) {
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
        read(number + REST, 1);
        assertThat(run.count() == 0 || isRead(number)).as(number).isTrue();
        boolean plain = fraction == 0 ? whole < 16 : whole <= 16 && whole + fraction <= 18;
        assertThat(run.count()).as(number).isEqualTo(plain ? 1 : 0);
      }
    }
  }
}
