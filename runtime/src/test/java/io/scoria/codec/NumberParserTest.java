package io.scoria.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.scoria.codec.NumberParser.Integral;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserTest {
  private final NumberParser parser = new NumberParser();

  private float parseFloat(String text) {
    return parser.parseFloat(text.getBytes(US_ASCII), 0, text.length());
  }

  private double parseDouble(String text) {
    return parser.parseDouble(text.getBytes(US_ASCII), 0, text.length());
  }

  private int parseHalf(HalfFormat format, String text) {
    return parser.parseHalf(format, text.getBytes(US_ASCII), 0, text.length());
  }

  private Integral integer(String text) {
    return parser.integer(text.getBytes(US_ASCII), 0, text.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0e-7",
        "0e99999999999",
        "-0e-99999999999",
        "1e-400",
        "-1e-400",
        "1e400",
        "-1e400",
        "1e99999999999",
        "1e-99999999999",
        "1e000000000000000000000000000005",
        "9007199254740993",
        "9007199254740992.9999999999999999999",
        "123456789012345678",
        "1234567890123456789",
        "0.00000000000000000000000000000000000001",
        "100000000000000000000000000000000000000",
        "2.2250738585072012e-308",
        "2.2250738585072011e-308",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "3.4028234663852886e38",
        "3.4028235677973366e38",
        "3.4028235677973365e38",
        "1.1754943508222875e-38",
        "1.401298464324817e-45",
        "7.006492321624085e-46",
        "7.006492321624086e-46",
        "16777217",
        "16777217.0000000000000000000000001",
        "8388608.5",
        "0.1",
        "1e22",
        "1e23",
        "9007199254740991e22",
        "9007199254740993e22"
      })
  void readsWhatTheJdkReads(String text) {
    assertThat(parseDouble(text)).isEqualTo(Double.parseDouble(text));
    assertThat(parseFloat(text)).isEqualTo(Float.parseFloat(text));
  }

  @Test
  void keepsTheSignOfZero() {
    assertThat(Float.floatToRawIntBits(parseFloat("-0"))).isEqualTo(0x8000_0000);
    assertThat(Double.doubleToRawLongBits(parseDouble("-1e-400"))).isEqualTo(Long.MIN_VALUE);
    assertThat(parseHalf(HalfFormat.FLOAT16, "-0.0")).isEqualTo(0x8000);
    assertThat(parseHalf(HalfFormat.BFLOAT16, "-1e-99")).isEqualTo(0x8000);
    assertThat(parseHalf(HalfFormat.FLOAT16, "0")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3c00",
    "-2, c000",
    "65504, 7bff",
    "65519.999999999999999999999999999999, 7bff",
    "65520, overflow",
    "-65520, overflow",
    "1e400, overflow",
    "6553600000000000000000e-17, overflow",
    "65520e00000000000000000000000, overflow",
    "6.103515625e-5, 0400",
    "5.960464477539063e-8, 0001",
    "2.98023223876953125e-8, 0000",
    "2.980232238769531250000000000000000000000000000000001e-8, 0001",
    "-2.98023223876953125e-8, 8000",
    "1.00048828125, 3c00",
    "1.00048828125000000000000000000000000001, 3c01",
    "1.00146484375, 3c02",
    "1.00146484374999999999999999999999999999, 3c01",
  })
  void roundsToFloat16(String text, String bits) {
    assertThat(parseHalf(HalfFormat.FLOAT16, text)).isEqualTo(expected(bits));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3f80",
    "3.3895313892515355e38, 7f7f",
    "339617752923046005526922703901628039167, 7f7f",
    "339617752923046005526922703901628039168, overflow",
    "3.4e38, overflow",
    "9.183549615799121e-41, 0001",
    "4.5917748078995605e-41, 0000",
    "4.5917748078995606e-41, 0001",
    "1.00390625, 3f80",
    "1.0039062500000000000000000000000001, 3f81",
    "1.01171875, 3f82",
  })
  void roundsToBfloat16(String text, String bits) {
    assertThat(parseHalf(HalfFormat.BFLOAT16, text)).isEqualTo(expected(bits));
  }

  private static int expected(String bits) {
    return bits.equals("overflow") ? HalfFormat.OVERFLOW : Integer.parseInt(bits, 16);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "7, 7",
    "-7, -7",
    "1.0, 1",
    "1.50e1, 15",
    "0.1e1, 1",
    "0.00123e5, 123",
    "-0.00123E+5, -123",
    "1e18, 1000000000000000000",
    "1E+0018, 1000000000000000000",
    "1200e-2, 12",
    "100000000000000000000e-19, 10",
    "0e99999999999, 0",
    "0.0e-99999999999, 0",
    "0.000, 0",
    "1e00000000000000000000000000001, 10",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775807.000, 9223372036854775807",
    "922337203685477580.7e1, 9223372036854775807",
    "-0.9223372036854775808e19, -9223372036854775808",
    "123456789012345678, 123456789012345678",
    "1234567890123456789, 1234567890123456789",
    "9007199254740993, 9007199254740993",
  })
  void readsWholeNumbersHoweverTheyAreWritten(String text, long value) {
    assertThat(integer(text)).isEqualTo(Integral.OK);
    assertThat(parser.integerValue()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "-0.1",
        "1e-1",
        "1e-99999999999",
        "1.00000000000000000000000000000001",
        "9223372036854775807.5",
        "1234e-1",
        "0.00123e4",
        "100000000000000001e-1"
      })
  void tellsWhatIsNotWhole(String text) {
    assertThat(integer(text)).isEqualTo(Integral.NOT_INTEGRAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "9223372036854775808.0",
        "922337203685477580.8e1",
        "1e19",
        "-1e19",
        "10000000000000000000",
        "1e99999999999",
        "-1e99999999999",
        "18446744073709551616",
        "99999999999999999999999999999999999999"
      })
  void tellsWhatPasses64Bits(String text) {
    assertThat(integer(text)).isEqualTo(Integral.OUT_OF_RANGE);
  }

  @Test
  void anExponentMayUndoThousandsOfZeros() {
    String zeros = "0".repeat(3000);
    for (String text : new String[] {"0." + zeros + "125e3003", "125" + zeros + "E-3000"}) {
      assertThat(parseDouble(text)).isEqualTo(125);
      assertThat(parseFloat(text)).isEqualTo(125);
      assertThat(parseHalf(HalfFormat.FLOAT16, text)).isEqualTo(0x57d0);
      assertThat(integer(text)).isEqualTo(Integral.OK);
      assertThat(parser.integerValue()).isEqualTo(125);
    }
  }

  @Test
  void doesNotRememberTheNumberBefore() {
    assertThat(integer("-123456789012345678901")).isEqualTo(Integral.OUT_OF_RANGE);
    assertThat(integer("5")).isEqualTo(Integral.OK);
    assertThat(parser.integerValue()).isEqualTo(5);
    assertThat(parseDouble("1.000000000000000000000001e5")).isEqualTo(1e5);
    assertThat(parseDouble("2")).isEqualTo(2.0);
  }

  @Test
  void readsOnlyTheBytesItIsGiven() {
    byte[] bytes = "91.25e19".getBytes(US_ASCII);

    assertThat(parser.parseDouble(bytes, 1, 5)).isEqualTo(1.25);
    assertThat(parser.parseFloat(bytes, 1, 7)).isEqualTo(12.5f);
    assertThat(parser.integer(bytes, 0, 2)).isEqualTo(Integral.OK);
    assertThat(parser.integerValue()).isEqualTo(91);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "0.", "0.9", "9.", "1e", "1e-", "1e+0", "1."})
  @Timeout(10)
  void readsTheLongestNumberThereCanBeInBoundedTime(String start) {
    for (char digit : new char[] {'0', '9', '5'}) {
      String text = start + String.valueOf(digit).repeat(4096 - start.length());
      assertThat(parseDouble(text)).isEqualTo(Double.parseDouble(text));
      assertThat(parseFloat(text)).isEqualTo(Float.parseFloat(text));
      assertThatCode(() -> integer(text)).doesNotThrowAnyException();
      assertThatCode(() -> parseHalf(HalfFormat.FLOAT16, text)).doesNotThrowAnyException();
    }
  }

  /** Both the double and the decimal behind it are looked at where a tie is decided. */
  @Test
  void decidesATieByTheLastOfFourThousandDigits() {
    String tie = "1.00048828125" + "0".repeat(4000);

    assertThat(parseHalf(HalfFormat.FLOAT16, tie)).isEqualTo(0x3c00);
    assertThat(parseHalf(HalfFormat.FLOAT16, tie + "1")).isEqualTo(0x3c01);
    assertThat(parseHalf(HalfFormat.FLOAT16, "-" + tie + "1")).isEqualTo(0xbc01);
    assertThat(new BigDecimal(tie)).isEqualByComparingTo("1.00048828125");
  }
}
