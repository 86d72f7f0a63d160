package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that cannot be scored: each is refused with the reason, and its connection goes on. */
@ExtendWith(NoNettyLeaks.class)
class RefusedBodiesIT {
  @TempDir private static Path folder = Path.of("");

  /** One input: features, float [rows, 4]. */
  private static TestServer iris;

  /** Two inputs: count, int64 [n, 2]; scale, float, a single value. */
  private static TestServer pair;

  @BeforeAll
  static void start() {
    iris = TestServer.serving(TestData.model("iris"));
    TinyModel model =
        new TinyModel(14)
            .input("count", ElementType.INT64, "n", "2")
            .input("scale", ElementType.FLOAT)
            .node("Identity", List.of("count"), List.of("same"))
            .node("Neg", List.of("scale"), List.of("less"))
            .output("same", ElementType.INT64, "n", "2")
            .output("less", ElementType.FLOAT);
    pair = TestServer.serving(model.writeTo(folder));
  }

  @AfterAll
  static void stop() {
    iris.close();
    pair.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``| 0",
        "` `| 1",
        "nope| 1",
        "{\"data\": [[1, 2, 3, 4]}| 22",
        "{\"data\": [[1, 2, 3, 4]]| 23",
        "{\"data\": [[1, 2, 3, 4]]} x| 25",
        "{\"data\": [[1, 2, 3, .4]]}| 20",
        "{\"data\": [[1, 2, 3, 4,]]}| 22",
        "{\"data\": NaN}| 9",
        "{'data': []}| 1",
        "{\"data\": [[1, 2, 3, 4]], \"unclosed| 34"
      })
  void malformedJsonIsRefusedWithItsByte(String body, int offset) {
    irisRefuses(body, "malformed_json").contains("at byte " + offset + ":");
  }

  @Test
  void theByteOfMalformedJsonIsCountedOverTheWholeBody() {
    String spaces = " ".repeat(200_000);
    irisRefuses("{\"data\": " + spaces + "[[1,,2,3]]}", "malformed_json")
        .contains("at byte 200013:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, 2, 3, 4]]| \"data\"",
        "7| \"data\"",
        "null| \"data\"",
        "{}| \"data\"",
        "{\"rows\": [[1, 2, 3, 4]]}| 'rows'",
        "{\"data\": [[1, 2, 3, 4]], \"id\": 7}| 'id'",
        "{\"data\": [[1, 2, 3, 4]], \"data\": [[1, 2, 3, 4]]}| twice",
        "{\"data\": {\"features\": [[1,2,3,4]], \"features\": [[1,2,3,4]]}}| 'features'"
      })
  void jsonOfAnotherFormIsRefused(String body, String named) {
    irisRefuses(body, "invalid_request").contains(named);
  }

  @Test
  void anUnknownInputIsRefusedWithTheNamesThatThereAre() {
    irisRefuses("{\"data\": {\"petals\": [[1, 2, 3, 4]]}}", "unknown_input")
        .contains("'petals'", "'features'", "byte 10");
    pairRefuses("{\"data\": {\"count\": [[1, 2]], \"scales\": 1}}", "unknown_input")
        .contains("'scales'", "'count'", "'scale'");
  }

  @Test
  void aMissingInputIsRefusedByName() {
    irisRefuses("{\"data\": {}}", "missing_input").contains("'features'");
    pairRefuses("{\"data\": {\"count\": [[1, 2]]}}", "missing_input").contains("'scale'");
    pairRefuses("{\"data\": {}}", "missing_input").contains("'count'");
  }

  @Test
  void anArrayInThePlaceOfNamedInputsIsRefused() {
    pairRefuses("{\"data\": [[1, 2]]}", "invalid_request").contains("2 inputs", "count", "scale");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, 2, true, 4]]| data[0][2]",
        "[[1, 2, 3, 4], [1, 2, 3, \"4\"]]| data[1][3]",
        "[[1, null, 3, 4]]| data[0][1]",
        "[{}]| data[0]",
        "\"features\"| data"
      })
  void aWrongTypeIsRefusedWithItsPlace(String data, String place) {
    irisRefuses("{\"data\": " + data + "}", "wrong_type")
        .contains(place + " is", "'features'", "float");
  }

  @Test
  void aFractionIsNoWholeNumber() {
    pairRefuses("{\"data\": {\"count\": [[1, 2.5]], \"scale\": 1}}", "wrong_type")
        .contains("data.count[0][1]", "int64");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, 2, 3]]| [1, 3]",
        "[[1, 2, 3, 4, 5]]| [1, 5]",
        "[[[1, 2, 3, 4]]]| [1, 1, 4]",
        "[1, 2, 3]| [3]",
        "1| single value",
        "[[]]| [1, 0]"
      })
  void aWrongShapeIsRefusedWithBothShapes(String data, String found) {
    irisRefuses("{\"data\": " + data + "}", "wrong_shape")
        .contains("'features'", found, "[rows, 4]");
  }

  @Test
  void anArrayInThePlaceOfASingleValueIsRefused() {
    pairRefuses("{\"data\": {\"count\": [[1, 2]], \"scale\": [1]}}", "wrong_shape")
        .contains("'scale'", "[1]", "single value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, 2, 3, 4], [1, 2, 3]]| data[1]",
        "[[1, 2, 3, 4], 5]| data[1]",
        "[[1, 2, 3, [4]]]| data[0][3]",
        "[[], [1]]| data[1]"
      })
  void aRaggedArrayIsRefusedWithItsPlace(String data, String place) {
    irisRefuses("{\"data\": " + data + "}", "wrong_shape").contains("ragged", place);
  }

  @Test
  void aNumberOutOfRangeIsRefusedWithItsPlaceAndByte() {
    irisRefuses("{\"data\": [[1, 2, 3, 1e39]]}", "number_out_of_range")
        .contains("data[0][3]", "float", "byte 20");
    pairRefuses(
            "{\"data\": {\"count\": [[9223372036854775808, 1]], \"scale\": 1}}",
            "number_out_of_range")
        .contains("data.count[0][0]", "int64");
  }

  @Test
  void whatTheBodyNamesComesBackShortened() {
    String name = "n".repeat(10_000);
    irisRefuses("{\"" + name + "\": 1}", "invalid_request").hasSizeLessThan(400);
    irisRefuses("{\"data\": {\"" + name + "\": 1}}", "unknown_input").hasSizeLessThan(400);
  }

  @Test
  void aBodyNestedWithoutEndIsRefused() {
    irisRefuses("{\"data\": " + "[".repeat(100_000), "malformed_json").contains("nested deeper");
  }

  private static AbstractStringAssert<?> irisRefuses(String body, String code) {
    return refuses(iris, body, code, "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}");
  }

  private static AbstractStringAssert<?> pairRefuses(String body, String code) {
    return refuses(pair, body, code, "{\"data\": {\"count\": [[1, 2]], \"scale\": 1}}");
  }

  /** Sends what is refused, and then what is good over the same connection. */
  private static AbstractStringAssert<?> refuses(
      TestServer server, String body, String code, String good) {
    try (RawClient client = server.connect()) {
      Response refused = client.score(body);
      AbstractStringAssert<?> message = assertRefused(refused, 400, code);
      assertThat(refused.header("connection")).isNull();
      assertThat(client.score(good).status()).isEqualTo(200);
      return message;
    }
  }
}
