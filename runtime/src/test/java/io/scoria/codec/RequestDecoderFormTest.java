package io.scoria.codec;

import static io.scoria.codec.Bodies.decode;
import static io.scoria.codec.Bodies.input;
import static io.scoria.codec.Bodies.refuse;
import static io.scoria.codec.Bodies.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around the values. */
class RequestDecoderFormTest {
  private static final List<TensorSpec> ONE = List.of(rows(ElementType.FLOAT, -1, 2));
  private static final List<TensorSpec> TWO =
      List.of(input("a", ElementType.INT64), input("b", ElementType.STRING, -1));
  private static final String ONE_FORM = "expected {\"data\": VALUE} for x: float [rows, 2].";
  private static final String TWO_FORM = "expected {\"data\": {\"a\": VALUE, \"b\": VALUE}}.";

  @Test
  void oneInputMayStandWithoutItsName() {
    assertThat(decode(ONE, "{\"data\": [[1, 2], [3, 4]]}"))
        .isEqualTo("float [2, 2] 1.0 2.0 3.0 4.0");
  }

  @Test
  void oneInputMayStandWithItsName() {
    assertThat(decode(ONE, "{\"data\": {\"x\": [[1, 2]]}}")).isEqualTo("float [1, 2] 1.0 2.0");
  }

  @Test
  void severalInputsStandWithTheirNamesInAnyOrder() {
    String expected = "int64 [] 7\nstring [2] 'u' 'v'";

    assertThat(decode(TWO, "{\"data\": {\"a\": 7, \"b\": [\"u\", \"v\"]}}")).isEqualTo(expected);
    assertThat(decode(TWO, "{\"data\": {\"b\": [\"u\", \"v\"], \"a\": 7}}")).isEqualTo(expected);
  }

  @Test
  void noInputsAreAnEmptyObject() {
    assertThat(decode(List.of(), "{\"data\": {}}")).isEmpty();
  }

  @Test
  void namesMayBeWrittenWithEscapesAndSpaceMayStandAnywhere() {
    assertThat(decode(ONE, "\n{ \"d\\u0061ta\" :\t{ \"\\u0078\"\r: [ [1 ,2 ] ] } } "))
        .isEqualTo("float [1, 2] 1.0 2.0");
  }

  @Test
  void aByteOrderMarkMayStandFirst() {
    assertThat(decode(ONE, "\ufeff{\"data\": [1, 2]}")).isEqualTo("float [1, 2] 1.0 2.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, 2]]|an array|0",
        "[]|an array|0",
        "\"data\"|a string|0",
        "1|a number|0",
        "true|true|0",
        "null|null|0"
      })
  void refusesABodyThatIsNoObject(String body, String found, int at) {
    Refusal refusal = refuse(ONE, body);

    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(refusal.message())
        .isEqualTo("The body is " + found + ": " + ONE_FORM + " (byte " + at + ")");
  }

  @Test
  void refusesABodyWithoutData() {
    assertThat(refuse(ONE, "{}"))
        .isEqualTo(new Refusal(Reason.INVALID_REQUEST, "The body has no \"data\": " + ONE_FORM));
    assertThat(refuse(List.of(), "{}").message())
        .isEqualTo("The body has no \"data\": expected {\"data\": {}}.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"input\": 1}", "{\"Data\": 1}", "{\"\": 1}", "{\"data\": [1, 2], \"id\": 7}"})
  void refusesAnUnknownNameBesideData(String body) {
    Refusal refusal = refuse(ONE, body);

    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(refusal.message()).startsWith("The body has an unknown name '").contains(ONE_FORM);
    assertThat(refusal.message()).endsWith(" (byte " + (body.lastIndexOf(",") < 0 ? 1 : 17) + ")");
  }

  @Test
  void refusesDataTwice() {
    assertThat(refuse(ONE, "{\"data\": [1, 2], \"data\": [1, 2]}"))
        .isEqualTo(new Refusal(Reason.INVALID_REQUEST, "The body has \"data\" twice. (byte 17)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[1, 2]|an array", "7|a number", "\"u\"|a string", "null|null"})
  void refusesAValueWithoutANameWhereThereAreSeveralInputs(String value, String found) {
    Refusal refusal = refuse(TWO, "{\"data\": " + value + "}");

    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(refusal.message())
        .isEqualTo(
            "\"data\" is " + found + ", and the model has 2 inputs: " + TWO_FORM + " (byte 9)");
  }

  @Test
  void refusesAValueWhereThereAreNoInputs() {
    assertThat(refuse(List.of(), "{\"data\": []}").message())
        .isEqualTo(
            "\"data\" is an array, and the model has 0 inputs: expected {\"data\": {}}. (byte 9)");
  }

  @Test
  void refusesAMissingInput() {
    assertThat(refuse(TWO, "{\"data\": {\"a\": 7}}"))
        .isEqualTo(new Refusal(Reason.MISSING_INPUT, "Input 'b' is missing: " + TWO_FORM));
    assertThat(refuse(TWO, "{\"data\": {}}").message()).startsWith("Input 'a' is missing");
    assertThat(refuse(ONE, "{\"data\": {}}").message()).startsWith("Input 'x' is missing");
  }

  @Test
  void refusesAnUnknownInputAndNamesThoseThereAre() {
    assertThat(refuse(TWO, "{\"data\": {\"a\": 7, \"c\": 1}}"))
        .isEqualTo(
            new Refusal(
                Reason.UNKNOWN_INPUT,
                "The model has no input 'c'; its inputs are 'a', 'b'. (byte 18)"));
    assertThat(refuse(TWO, "{\"data\": {\"A\": 7}}").reason()).isEqualTo(Reason.UNKNOWN_INPUT);
  }

  @Test
  void refusesAnInputTwice() {
    assertThat(refuse(TWO, "{\"data\": {\"a\": 7, \"a\": 7}}"))
        .isEqualTo(new Refusal(Reason.INVALID_REQUEST, "The input 'a' is there twice. (byte 18)"));
  }

  @Test
  void showsOnlyTheStartOfALongName() {
    String name = "n".repeat(65);

    assertThat(refuse(TWO, "{\"data\": {\"" + name + "\": 7}}").message())
        .contains("'" + "n".repeat(64) + "...'");
    assertThat(refuse(ONE, "{\"" + name + "\": 7}").message())
        .contains("'" + "n".repeat(64) + "...'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\": [{}]}|data[0] is an object|10",
        "{\"data\": [[1, 2], [3, {\"a\": [1]}]]}|data[1][1] is an object|22",
        "{\"data\": {\"x\": {\"y\": 1}}}|data.x is an object|15",
      })
  void refusesAnObjectInsideAValue(String body, String what, int at) {
    Refusal refusal = refuse(ONE, body);

    assertThat(refusal.reason()).isEqualTo(Reason.WRONG_TYPE);
    assertThat(refusal.message()).startsWith(what + "; ").endsWith(" (byte " + at + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{\"data\": [1, 2]", "{\"data\": [1, 2]}}", "{data: 1}"})
  void refusesWhatIsNotJson(String body) {
    Refusal refusal = refuse(ONE, body);

    assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED_JSON);
    assertThat(refusal.message()).startsWith("The body is not JSON: at byte ").endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\": [true, ]}",
        "{\"data\": [[1, 2, 3], [4]",
        "{\"other\": 1, \"data\": [01]}",
        "[1, 2, \"\\x\"]",
        "{\"data\": {\"y\": 1}} trailing",
        "{\"data\": [{\"a\" 1}]}"
      })
  void whatIsNotJsonIsToldAheadOfAnEarlierMistakeInTheForm(String body) {
    assertThat(refuse(ONE, body).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void ofSeveralMistakesTheFirstIsTold() {
    assertThat(refuse(TWO, "{\"data\": {\"a\": 1.5, \"c\": [[], 1], \"b\": 3}, \"z\": 1}").reason())
        .isEqualTo(Reason.WRONG_TYPE);
    assertThat(refuse(TWO, "{\"z\": 1, \"data\": {\"a\": 1.5}}").reason())
        .isEqualTo(Reason.INVALID_REQUEST);
  }
}
