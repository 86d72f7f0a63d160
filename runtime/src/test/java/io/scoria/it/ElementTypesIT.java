package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.scoria.tensor.ElementType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every element type that a model can take, from JSON through the model to JSON. */
@ExtendWith(NoNettyLeaks.class)
class ElementTypesIT {
  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> vectors() {
    return Stream.of(
        arguments(ElementType.FLOAT, "[0.1,-0.0,1e-45,3.4028235e38,16777216.0]"),
        arguments(
            ElementType.DOUBLE, "[0.1,-0.0,5e-324,1.7976931348623157e308,0.30000000000000004]"),
        arguments(ElementType.FLOAT16, "[0.1,-0.0,6e-8,2048.0,-1.5]"),
        arguments(ElementType.BFLOAT16, "[0.1,-0.0,9e-41,256.0,-1.5]"),
        arguments(ElementType.INT8, "[-128,0,127]"),
        arguments(ElementType.INT16, "[-32768,0,32767]"),
        arguments(ElementType.INT32, "[-2147483648,0,2147483647]"),
        arguments(ElementType.INT64, "[-9223372036854775808,9007199254740993,9223372036854775807]"),
        arguments(ElementType.UINT8, "[0,127,128,255]"),
        arguments(ElementType.BOOL, "[true,false,true]"),
        arguments(ElementType.STRING, "[\"\",\"a \\\"b\\\" \\\\\",\"Grüße\",\"日本語\",\"tab\\t\"]"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyBitOfAValueComesBack(ElementType type, String values) {
    assertThat(identity(type, values, "n")).isEqualTo(values);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aSingleValueNeedsNoArray(ElementType type, String values) {
    String value = values.substring(1, values.indexOf(','));
    assertThat(identity(type, value)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void anArrayWithoutElementsComesBackWithItsShape(ElementType type, String values) {
    assertThat(identity(type, "[]", "n")).isEqualTo("[]");
    assertThat(identity(type, "[]", "n", "3")).isEqualTo("[]");
    assertThat(identity(type, "[[],[]]", "n", "0")).isEqualTo("[[],[]]");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aModelThatStatesNoShapeTakesEveryShape(ElementType type, String values) {
    String value = values.substring(1, values.indexOf(','));
    TinyModel model = TinyModel.identity(type, TinyModel.UNRANKED);
    try (TestServer server = TestServer.serving(model.writeTo(folder))) {
      List.of(value, values, "[[" + values + "]]", "[]", "[[],[]]")
          .forEach(shaped -> assertThat(score(server, shaped).result()).isEqualTo(shaped));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aFlatArrayIsShapedByTheModelWhereOneDimensionIsFree(ElementType type, String values) {
    int count = new Response(200, Map.of(), values).json().size();
    assertThat(identity(type, values, "rows", Integer.toString(count)))
        .isEqualTo("[" + values + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, 3.4028236e38",
    "FLOAT, -1e400",
    "DOUBLE, 1.8e308",
    "FLOAT16, 65520",
    "BFLOAT16, 3.4e38",
    "INT8, 128",
    "INT8, -129",
    "INT16, 32768",
    "INT32, -2147483649",
    "INT64, 9223372036854775808",
    "INT64, -9223372036854775809",
    "INT64, 1e19",
    "UINT8, 256",
    "UINT8, -1"
  })
  void aNumberOutOfRangeIsRefused(ElementType type, String value) {
    Response response = score(TinyModel.identity(type, "n"), "[0, " + value + "]");
    assertRefused(response, 400, "number_out_of_range")
        .contains("data[1]", "'x'", type.toString(), "byte 12");
  }

  @Test
  void theRangeOfBfloat16IsStatedAsItIs() {
    Response response = score(TinyModel.identity(ElementType.BFLOAT16, "n"), "[3.4e38]");
    assertRefused(response, 400, "number_out_of_range").contains("3.3895314e38");
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, true",
    "FLOAT, null",
    "FLOAT, '\"1.5\"'",
    "FLOAT, '\"nan\"'",
    "FLOAT, {}",
    "INT32, 1.5",
    "INT64, 1e-1",
    "INT32, '\"NaN\"'",
    "UINT8, false",
    "BOOL, 1",
    "BOOL, null",
    "BOOL, '\"true\"'",
    "STRING, 1",
    "STRING, null",
    "STRING, '\"\\ud800\"'"
  })
  void aValueOfAnotherTypeIsRefused(ElementType type, String value) {
    Response response = score(TinyModel.identity(type, "n"), "[" + value + "]");
    assertRefused(response, 400, "wrong_type")
        .contains("data[0]", "'x'", type.toString(), "byte 9");
  }

  @ParameterizedTest
  @CsvSource({"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"})
  void whatIsNoNumberInJsonIsAString(ElementType type) {
    String values = "[\"NaN\",\"Infinity\",\"-Infinity\"]";
    assertThat(identity(type, values, "n")).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource({"INT8", "UINT8", "INT16", "INT32", "INT64"})
  void aWholeNumberMayBeWrittenWithAFractionOrAnExponent(ElementType type) {
    assertThat(identity(type, "[1.50e1, 2.0, 30e-1, 0e9, -0.0]", "n")).isEqualTo("[15,2,3,0,0]");
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, '[16777216.0]'", "DOUBLE, '[16777217.0]'", "FLOAT16, '[\"Infinity\"]'"})
  void aValueIsRoundedOnceToItsOwnType(ElementType type, String expected) {
    String sent = type == ElementType.FLOAT16 ? "[\"Infinity\"]" : "[16777217]";
    assertThat(identity(type, sent, "n")).isEqualTo(expected);
  }

  @Test
  void severalInputsOfDifferentTypesAreTakenByName() {
    TinyModel model =
        new TinyModel(16)
            .input("condition", ElementType.BOOL, "n")
            .input("yes", ElementType.INT64, "n")
            .input("no", ElementType.INT64)
            .node("Where", List.of("condition", "yes", "no"), List.of("chosen"))
            .node("Not", List.of("condition"), List.of("negated"))
            .output("chosen", ElementType.INT64, "n")
            .output("negated", ElementType.BOOL, "n");
    String data = "{\"no\": -1, \"condition\": [true, false], \"yes\": [9007199254740993, 7]}";
    assertThat(score(model, data).result())
        .isEqualTo("{\"chosen\":[9007199254740993,-1],\"negated\":[false,true]}");
  }

  /** Sends one value to an identity of that shape; gives the text of the result. */
  private String identity(ElementType type, String value, String... shape) {
    return score(TinyModel.identity(type, shape), value).result();
  }

  private Response score(TinyModel model, String data) {
    try (TestServer server = TestServer.serving(model.writeTo(folder))) {
      return score(server, data);
    }
  }

  private static Response score(TestServer server, String data) {
    return server.score("{\"data\":" + data + "}");
  }
}
