package io.scoria.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalWriterTest {
  private static final DecimalWriter WRITER = new DecimalWriter(); // for one number after another

  static String text(ByteWriter out) {
    return StandardCharsets.US_ASCII.decode(out.toBuffer()).toString();
  }

  static String write(double value) {
    ByteWriter out = new ByteWriter(32);
    WRITER.write(out, value);
    return text(out);
  }

  static String write(float value) {
    ByteWriter out = new ByteWriter(32);
    WRITER.write(out, value);
    return text(out);
  }

  static String write(HalfFormat format, int bits) {
    ByteWriter out = new ByteWriter(32);
    WRITER.write(out, format, (short) bits);
    return text(out);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "5, 5.0",
    "-1.5, -1.5",
    "100, 100.0",
    "123.456, 123.456",
    "9999999, 9999999.0",
    "12345678, 12345678.0",
    "1e15, 1000000000000000.0",
    "9007199254740991, 9007199254740991.0",
    "9999999999999998, 9999999999999998.0",
    "1e16, 1e16",
    "1.5e16, 1.5e16",
    "0.1, 0.1",
    "0.001, 0.001",
    "0.0001, 0.0001",
    "0.00012345, 0.00012345",
    "0.00001, 1e-5",
    "0.000012345, 1.2345e-5",
    "2e-3, 0.002",
    "4.9e-324, 5e-324",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "2e23, 2e23",
    "9.5367431640625e-7, 9.5367431640625e-7",
  })
  void writesDoublesShortAndAsPythonDoes(double value, String text) {
    assertThat(write(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1e-45, 1e-45",
    "2.8e-45, 3e-45",
    "1.17549435e-38, 1.1754944e-38",
    "3.4028235e38, 3.4028235e38",
    "9999999, 9999999.0",
    "16777216, 16777216.0",
    "1e16, 1e16",
    "1.1, 1.1",
    "0.0001, 0.0001",
    "0.00001, 1e-5",
    "33554432, 33554432.0",
    "8.5899346e9, 8589935000.0",
  })
  void writesFloatsShortAndAsPythonDoes(float value, String text) {
    assertThat(write(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT16, 0000, 0.0",
    "FLOAT16, 8000, -0.0",
    "FLOAT16, 3c00, 1.0",
    "FLOAT16, 2e66, 0.1",
    "FLOAT16, 7bff, 65500.0",
    "FLOAT16, 0001, 6e-8",
    "FLOAT16, fbff, -65500.0",
    "BFLOAT16, 3f80, 1.0",
    "BFLOAT16, 3dcd, 0.1",
    "BFLOAT16, 7f7f, 3.39e38",
    "BFLOAT16, 0001, 9e-41",
    "BFLOAT16, 8000, -0.0",
  })
  void writesHalvesShort(HalfFormat format, String bits, String text) {
    assertThat(write(format, Integer.parseInt(bits, 16))).isEqualTo(text);
  }

  @Test
  void writesWhatJsonHasNoNumberForAsAString() {
    assertThat(write(Double.NaN)).isEqualTo("\"NaN\"");
    assertThat(write(Double.POSITIVE_INFINITY)).isEqualTo("\"Infinity\"");
    assertThat(write(Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
    assertThat(write(Float.NaN)).isEqualTo("\"NaN\"");
    assertThat(write(Float.POSITIVE_INFINITY)).isEqualTo("\"Infinity\"");
    assertThat(write(Float.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
    assertThat(write(HalfFormat.FLOAT16, 0x7c00)).isEqualTo("\"Infinity\"");
    assertThat(write(HalfFormat.FLOAT16, 0xfc00)).isEqualTo("\"-Infinity\"");
    assertThat(write(HalfFormat.FLOAT16, 0x7e00)).isEqualTo("\"NaN\"");
    assertThat(write(HalfFormat.BFLOAT16, 0xff80)).isEqualTo("\"-Infinity\"");
    assertThat(write(HalfFormat.BFLOAT16, 0x7fc0)).isEqualTo("\"NaN\"");
  }

  @Test
  void everyNaNIsTheSameWhateverItsBits() {
    assertThat(write(Double.longBitsToDouble(0xfff0_0000_0000_0001L))).isEqualTo("\"NaN\"");
    assertThat(write(Float.intBitsToFloat(0xffc0_0001))).isEqualTo("\"NaN\"");
    assertThat(write(HalfFormat.FLOAT16, 0xfc01)).isEqualTo("\"NaN\"");
  }
}
