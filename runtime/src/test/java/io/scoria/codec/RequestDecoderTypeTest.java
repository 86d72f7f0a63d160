package io.scoria.codec;

import static io.scoria.codec.Bodies.decode;
import static io.scoria.codec.Bodies.input;
import static io.scoria.codec.Bodies.refuse;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.TensorSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RequestDecoderTypeTest {
  private static TensorSpec list(ElementType type) {
    return input("x", type, -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FLOAT|1, -0, 0.1, 1e-45, 3.4028235e38, 16777217|1.0 -0.0 0.1 1.4E-45 3.4028235E38 1.6777216E7",
        "DOUBLE|1, -0.0, 0.1, 5e-324, 1.7976931348623157e308|1.0 -0.0 0.1 4.9E-324 1.7976931348623157E308",
        "FLOAT16|1, -2, 65504, 1e-7, 65519.9|3c00 c000 7bff 0002 7bff",
        "BFLOAT16|1, -2, 3.3895314e38, 1e-40|3f80 c000 7f7f 0001",
        "INT8|0, 127, -128, 1.0, 1.2e1|0 127 -128 1 12",
        "UINT8|0, 255, 2.55e2, -0|0 255 255 0",
        "INT16|0, 32767, -32768|0 32767 -32768",
        "INT32|0, 2147483647, -2147483648|0 2147483647 -2147483648",
        "INT64|0, 9223372036854775807, -9223372036854775808|0 9223372036854775807 -9223372036854775808",
        "INT64|9007199254740993, -9007199254740993|9007199254740993 -9007199254740993",
        "BOOL|true, false, true|true false true",
      })
  void takesTheWholeRangeOfTheType(ElementType type, String values, String elements) {
    int count = values.split(",", -1).length;

    assertThat(decode(list(type), "[" + values + "]"))
        .isEqualTo(type + " [" + count + "] " + elements);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, NaN Infinity -Infinity",
    "DOUBLE, NaN Infinity -Infinity",
    "FLOAT16, 7e00 7c00 fc00",
    "BFLOAT16, 7fc0 7f80 ff80",
  })
  void takesWhatJsonHasNoNumberForAsStrings(ElementType type, String elements) {
    assertThat(decode(list(type), "[\"NaN\", \"Infinity\", \"-Infinity\"]"))
        .isEqualTo(type + " [3] " + elements);
    assertThat(decode(input("x", type), "\"\\u004eaN\"")).startsWith(type + " [] ");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"})
  void refusesOtherStringsForNumbers(ElementType type) {
    for (String text : new String[] {"", "nan", "inf", "+Infinity", " NaN", "1.5", "0x1p3", "1f"}) {
      Refusal refusal = refuse(list(type), "[0, \"" + text + "\"]");
      assertThat(refusal.reason()).isEqualTo(Reason.WRONG_TYPE);
      assertThat(refusal.message())
          .startsWith("data[1] is a string; input 'x' of type " + type + " takes numbers up to ")
          .endsWith(" (byte 13)");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT16", "INT32", "INT64", "UINT8", "BOOL"})
  void wholeNumbersAndBooleansTakeNoStringAtAll(ElementType type) {
    assertThat(refuse(list(type), "[\"NaN\"]").reason()).isEqualTo(Reason.WRONG_TYPE);
    assertThat(refuse(list(type), "[\"1\"]").message()).contains("data[0] is a string");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FLOAT|3.4028236e38|numbers up to 3.4028235e38 in magnitude",
        "FLOAT|-1e400|numbers up to 3.4028235e38 in magnitude",
        "DOUBLE|1.8e308|numbers up to 1.7976931348623157e308 in magnitude",
        "FLOAT16|65520|numbers up to 65504 in magnitude",
        "FLOAT16|-1e9|numbers up to 65504 in magnitude",
        "INT8|128|whole numbers from -128 to 127",
        "INT8|-129|whole numbers from -128 to 127",
        "INT8|384|whole numbers from -128 to 127",
        "UINT8|256|whole numbers from 0 to 255",
        "UINT8|-1|whole numbers from 0 to 255",
        "INT16|32768|whole numbers from -32768 to 32767",
        "INT16|-32769|whole numbers from -32768 to 32767",
        "INT32|2147483648|whole numbers from -2147483648 to 2147483647",
        "INT32|-2147483649|whole numbers from -2147483648 to 2147483647",
        "INT64|9223372036854775808|whole numbers from -9223372036854775808 to 9223372036854775807",
        "INT64|-9223372036854775809|whole numbers from -9223372036854775808 to 9223372036854775807",
        "INT64|1e99999999999|whole numbers from -9223372036854775808 to 9223372036854775807",
      })
  void refusesWhatIsOutOfRangeAndNamesTheRange(ElementType type, String number, String range) {
    Refusal refusal = refuse(list(type), "[0, " + number + "]");

    assertThat(refusal.reason()).isEqualTo(Reason.NUMBER_OUT_OF_RANGE);
    assertThat(refusal.message())
        .isEqualTo(
            "data[1] is a number out of range; input 'x' of type %s takes %s. (byte 13)"
                .formatted(type, range));
  }

  /** The largest bfloat16 is smaller than the largest float, so the range must be its own. */
  @Test
  void refusesWhatIsOutOfTheRangeOfBfloat16AndNamesThatRange() {
    Refusal refusal = refuse(list(ElementType.BFLOAT16), "[3.4e38]");

    assertThat(refusal.reason()).isEqualTo(Reason.NUMBER_OUT_OF_RANGE);
    assertThat(refusal.message()).contains("numbers up to 3.3895314e38 in magnitude");
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT16", "INT32", "INT64", "UINT8"})
  void refusesFractionsForWholeNumbers(ElementType type) {
    Refusal refusal = refuse(list(type), "[[1], [1.5]]");

    assertThat(refusal.reason()).isEqualTo(Reason.WRONG_TYPE);
    assertThat(refusal.message())
        .startsWith("data[1][0] is not a whole number; input 'x' of type " + type + " takes whole");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"UINT16", "UINT32", "UINT64"})
  void nullIsNoElement(ElementType type) {
    Refusal refusal = refuse(list(type), "[null]");

    assertThat(refusal.reason()).isEqualTo(Reason.WRONG_TYPE);
    assertThat(refusal.message())
        .startsWith("data[0] is null; input 'x' of type " + type + " takes ")
        .endsWith(" (byte 10)");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BOOL", "UINT16", "UINT32", "UINT64"})
  void trueAndFalseAreBooleansAlone(ElementType type) {
    assertThat(refuse(list(type), "[true]").message()).startsWith("data[0] is true; ");
    assertThat(refuse(list(type), "false").message()).startsWith("data is false; ");
  }

  @Test
  void zeroAndOneAreNoBooleans() {
    assertThat(refuse(list(ElementType.BOOL), "[true, 1]"))
        .isEqualTo(
            new Refusal(
                Reason.WRONG_TYPE,
                "data[1] is a number; input 'x' of type bool takes true or false. (byte 16)"));
  }

  @Test
  void numbersAreNoStrings() {
    assertThat(refuse(list(ElementType.STRING), "[\"a\", 1]"))
        .isEqualTo(
            new Refusal(
                Reason.WRONG_TYPE,
                "data[1] is a number; input 'x' of type string takes strings. (byte 15)"));
  }

  @Test
  void takesStringsOfEveryKind() {
    assertThat(
            decode(
                list(ElementType.STRING),
                "[\"\", \"a\\n\\u0000\", \"\u00fc\u20ac\ud83d\ude00\", \"\\ud83d\\ude00\", \"NaN\"]"))
        .isEqualTo("string [5] '' 'a\n\0' '\u00fc\u20ac\ud83d\ude00' '\ud83d\ude00' 'NaN'");
  }

  @Test
  void refusesAStringThatHasNoUtf8Form() {
    Refusal refusal = refuse(list(ElementType.STRING), "[\"a\", \"\\ud83d\"]");

    assertThat(refusal.reason()).isEqualTo(Reason.WRONG_TYPE);
    assertThat(refusal.message())
        .startsWith("data[1] is a string with an unpaired surrogate; input 'x' of type string");
  }

  @Test
  void namesThePlaceOfAScalarAndOfANamedInput() {
    assertThat(refuse(input("x", ElementType.INT8), "1.5").message()).startsWith("data is not");
    assertThat(refuse(input("x", ElementType.INT8), "{\"x\": 1.5}").message())
        .startsWith("data.x is not a whole number");
  }
}
