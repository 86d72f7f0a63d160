package io.scoria.codec;

import static io.scoria.codec.Bodies.input;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Refusal;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long arrays of floats, which are read many numbers at a time where a whole chunk is there. */
class RequestDecoderFloatsTest {
  private static final long SEED = 20260112;
  private static final List<TensorSpec> FLOATS = List.of(input("x", ElementType.FLOAT, -1));
  private static final List<TensorSpec> ROWS = List.of(input("x", ElementType.FLOAT, -1, 7));
  private static final String[] SPACES = {"", "", "", " ", "\n", " \t\r\n"};

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final NumberTexts texts = new NumberTexts(SEED);
  private final BufferPool pool = new BufferPool(1 << 20);

  private String space() {
    return SPACES[random.nextInt(SPACES.length)];
  }

  private String number() {
    return switch (random.nextInt(6)) {
      case 0 -> texts.any(25, 0);
      case 1 -> texts.any(9, 28);
      case 2 -> Float.toString(random.nextFloat()).replace("E", "e");
      case 3 -> Integer.toString(random.nextInt(256));
      case 4 -> "0";
      default -> texts.any(10, 0);
    };
  }

  /** Rows of seven numbers; writes what they are into {@code expected}. */
  private String body(int rows, StringJoiner expected) {
    StringBuilder text = new StringBuilder("{\"data\": [");
    for (int row = 0; row < rows; row++) {
      text.append(row == 0 ? "" : ",").append(space()).append('[').append(space());
      for (int column = 0; column < 7; column++) {
        String number = number();
        expected.add(Float.toString(Float.parseFloat(number)));
        text.append(column == 0 ? "" : "," + space()).append(number).append(space());
      }
      text.append(']').append(space());
    }
    return text.append("]}").toString();
  }

  private String describe(List<TensorSpec> inputs, String body, int chunkBytes) {
    return Bodies.describe(inputs, pool, body.getBytes(UTF_8), chunkBytes);
  }

  @Test
  void rowsOfNumbersAreReadAsTheJdkReadsThemInWhateverPiecesTheyCome() {
    for (int i = 0; i < 1000; i++) {
      StringJoiner expected = new StringJoiner(" ");
      int rows = random.nextInt(1, 100);
      String body = body(rows, expected);
      String tensor = "float [" + rows + ", 7] " + expected;
      assertThat(describe(ROWS, body, body.length())).as("seed %d", SEED).isEqualTo(tensor);
      int chunk = random.nextInt(1, body.length() + 1);
      assertThat(describe(ROWS, body, chunk)).as("seed %d", SEED).isEqualTo(tensor);
    }
  }

  @Test
  void flatArraysAreReadAsRowsAre() {
    for (int i = 0; i < 500; i++) {
      StringJoiner expected = new StringJoiner(" ");
      int rows = random.nextInt(1, 100);
      String body =
          body(rows, expected).replaceAll("[\\[\\]]", "").replace("\"data\":", "\"data\":[");
      String flat = body.substring(0, body.length() - 1) + "]}";
      assertThat(describe(ROWS, flat, flat.length()))
          .as("seed %d: %s", SEED, flat)
          .isEqualTo("float [" + rows + ", 7] " + expected);
    }
  }

  @Test
  void whatIsWrongAmongManyNumbersIsToldAlikeInWhateverPiecesItComes() {
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      String body = mutant(body(random.nextInt(3, 9), new StringJoiner(" ")));
      String whole = describe(ROWS, body, body.length());
      String byBytes = describe(ROWS, body, 1);
      String inPieces = describe(ROWS, body, random.nextInt(64, 300));
      boolean malformed = whole.contains("reason=MALFORMED_JSON");
      boolean json = TokenRecorder.read(body.getBytes(UTF_8)).accepted();
      if (!whole.equals(byBytes) || !whole.equals(inPieces) || malformed == json) {
        throw new AssertionError(
            "seed %d: %s%nwhole: %s%nby bytes: %s%nin pieces: %s"
                .formatted(SEED, body, whole, byBytes, inPieces));
      }
      taken += whole.startsWith("float") ? 1 : 0;
    }
    assertThat(taken).as("mutants that are taken").isBetween(2000, 18_000);
  }

  private String mutant(String body) {
    int at = random.nextInt(10, body.length());
    String[] others = {
      "", ",", "]", "[", " ", "1", "0", "-", ".", "e", "\"NaN\"", "null", "1e39", "x", "[]", ", ",
      "}"
    };
    String other = others[random.nextInt(others.length)];
    return body.substring(0, at) + other + body.substring(at + random.nextInt(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null|WRONG_TYPE|data[200] is null; ",
        "\"u\"|WRONG_TYPE|data[200] is a string; ",
        "1e39|NUMBER_OUT_OF_RANGE|data[200] is a number out of range; ",
        "[]|WRONG_SHAPE|Input 'x' is ragged: data[200] is an array where ",
        "{}|WRONG_TYPE|data[200] is an object; ",
        "01|MALFORMED_JSON|The body is not JSON: at byte 1010: expected ',' or",
        "]|MALFORMED_JSON|The body is not JSON: at byte 1009: expected a value, found ']'",
        "1.|MALFORMED_JSON|The body is not JSON: at byte 1011: expected a digit, found ','",
      })
  void theFirstWrongValueAfterManyRightOnesIsNamedByItsPlace(
      String wrong, String reason, String message) {
    String body = "{\"data\":[" + "1.25,".repeat(200) + wrong + ",2".repeat(100) + "]}";
    Refusal refusal = Bodies.refuse(FLOATS, body);

    assertThat(refusal.reason()).hasToString(reason);
    assertThat(refusal.message()).startsWith(message);
  }

  @Test
  void infinitiesAndNaNMayStandAmongNumbers() {
    String tail = ", 1".repeat(100);
    assertThat(Bodies.decode(FLOATS, "{\"data\": [1, 2, \"NaN\", 3, \"-Infinity\"" + tail + "]}"))
        .startsWith("float [105] 1.0 2.0 NaN 3.0 -Infinity 1.0 ");
  }

  @Test
  void numbersPastTheShapeAreCountedAndNotKept() {
    String body = "{\"data\": [" + "1, ".repeat(500) + "1]}";

    assertThat(Bodies.refuse(List.of(input("x", ElementType.FLOAT, 100)), body).message())
        .isEqualTo("Input 'x' has shape [501]; the model takes [100].");
    assertThat(Bodies.decode(List.of(input("x", ElementType.FLOAT, 501)), body))
        .isEqualTo("float [501]" + " 1.0".repeat(501));
  }

  @Test
  void arraysOfOtherTypesAreNotTakenForFloats() {
    String body = "{\"data\": [" + "7, ".repeat(200) + "7]}";

    assertThat(Bodies.decode(List.of(input("x", ElementType.DOUBLE, -1)), body))
        .isEqualTo("double [201]" + " 7.0".repeat(201));
    assertThat(Bodies.decode(List.of(input("x", ElementType.INT8, -1)), body))
        .isEqualTo("int8 [201]" + " 7".repeat(201));
    assertThat(Bodies.decode(List.of(input("x", ElementType.FLOAT16, -1)), body))
        .isEqualTo("float16 [201]" + " 4700".repeat(201));
  }
}
