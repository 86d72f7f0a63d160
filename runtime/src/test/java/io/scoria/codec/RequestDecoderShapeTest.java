package io.scoria.codec;

import static io.scoria.codec.Bodies.decode;
import static io.scoria.codec.Bodies.input;
import static io.scoria.codec.Bodies.refuse;
import static io.scoria.codec.Bodies.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestDecoderShapeTest {
  private static final TensorSpec ANY = new TensorSpec("x", ElementType.INT8, ShapeSpec.ANY);

  /** Sizes apart by spaces; {@code ?} is free, and nothing at all is a scalar. */
  private static TensorSpec spec(String dims) {
    String[] parts = dims.isEmpty() ? new String[0] : dims.split(" ");
    long[] sizes = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      sizes[i] = parts[i].equals("?") ? ShapeSpec.FREE : Long.parseLong(parts[i]);
    }
    return input("x", ElementType.INT8, sizes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|5|int8 [] 5",
        "?|[]|int8 [0]",
        "?|[1, 2, 3]|int8 [3] 1 2 3",
        "3|[1, 2, 3]|int8 [3] 1 2 3",
        "? 2|[[1, 2], [3, 4], [5, 6]]|int8 [3, 2] 1 2 3 4 5 6",
        "? ?|[[1, 2], [3, 4]]|int8 [2, 2] 1 2 3 4",
        "2 1 3|[[[1, 2, 3]], [[4, 5, 6]]]|int8 [2, 1, 3] 1 2 3 4 5 6",
        "1 1 1 1|[[[[9]]]]|int8 [1, 1, 1, 1] 9",
      })
  void nestedArraysHaveTheShapeOfTheirNesting(String dims, String value, String tensor) {
    assertThat(decode(spec(dims), value)).isEqualTo(tensor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "? 2|[1, 2, 3, 4]|int8 [2, 2] 1 2 3 4",
        "2 2|[1, 2, 3, 4]|int8 [2, 2] 1 2 3 4",
        "2 ? 2|[1, 2, 3, 4, 5, 6, 7, 8]|int8 [2, 2, 2] 1 2 3 4 5 6 7 8",
        "1 1|[7]|int8 [1, 1] 7",
        "? 1|[7, 8]|int8 [2, 1] 7 8",
        "2 0|[]|int8 [2, 0]",
        "2 ?|[]|int8 [2, 0]",
      })
  void aFlatArrayFillsTheShapeWhereThereIsOnlyOne(String dims, String value, String tensor) {
    assertThat(decode(spec(dims), value)).isEqualTo(tensor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "? 4|[]|int8 [0, 4]",
        "? ? 3|[]|int8 [0, 0, 3]",
        "? ? 3|[[], []]|int8 [2, 0, 3]",
        "? 0|[[], []]|int8 [2, 0]",
        "? 0 3|[[], []]|int8 [2, 0, 3]",
        "? 0|[]|int8 [0, 0]",
        "0|[]|int8 [0]",
        "2 0|[[], []]|int8 [2, 0]",
        "1 2 0|[[[], []]]|int8 [1, 2, 0]",
      })
  void anEmptyArrayLeavesTheDimensionsInsideItToTheModel(String dims, String value, String tensor) {
    assertThat(decode(spec(dims), value)).isEqualTo(tensor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5|int8 [] 5",
        "[]|int8 [0]",
        "[[], []]|int8 [2, 0]",
        "[[[]]]|int8 [1, 1, 0]",
        "[[1, 2, 3]]|int8 [1, 3] 1 2 3",
      })
  void aModelThatStatesNoRankTakesTheNestingAsItIs(String value, String tensor) {
    assertThat(decode(ANY, value)).isEqualTo(tensor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|[5]|has shape [1]; the model takes a single value.",
        "''|[]|has shape [0]; the model takes a single value.",
        "?|5|is a single value; the model takes [?].",
        "?|[[1]]|has shape [1, 1]; the model takes [?].",
        "3|[1, 2]|has shape [2]; the model takes [3].",
        "3|[1, 2, 3, 4]|has shape [4]; the model takes [3].",
        "? 2|[[1, 2, 3]]|has shape [1, 3]; the model takes [?, 2].",
        "? 2|[[[1, 2]]]|has shape [1, 1, 2]; the model takes [?, 2].",
        "? 2|5|is a single value; the model takes [?, 2].",
        "0 2|[[1, 2]]|has shape [1, 2]; the model takes [0, 2].",
        "2 2|[[]]|has shape [1, 0]; the model takes [2, 2].",
        "? ?|[1, 2]|has shape [2]; the model takes [?, ?].",
      })
  void refusesAnotherShapeAndNamesBoth(String dims, String value, String message) {
    Refusal refusal = refuse(spec(dims), value);

    assertThat(refusal.reason()).isEqualTo(Reason.WRONG_SHAPE);
    assertThat(refusal.message()).isEqualTo("Input 'x' " + message);
  }

  @Test
  void namesTheModelsOwnNamesOfDimensions() {
    assertThat(refuse(rows(ElementType.FLOAT, -1, 4), "[[1, 2, 3]]").message())
        .isEqualTo("Input 'x' has shape [1, 3]; the model takes [rows, 4].");
  }

  @Test
  void tellsHowManyValuesAFlatArrayNeeds() {
    assertThat(refuse(spec("? 4"), "[1, 2, 3]").message())
        .isEqualTo(
            "Input 'x' has shape [3]; the model takes [?, 4]."
                + " A flat array needs a multiple of 4 values.");
    assertThat(refuse(spec("2 4"), "[1, 2, 3]").message())
        .isEqualTo(
            "Input 'x' has shape [3]; the model takes [2, 4]."
                + " A flat array needs 8 values, found 3.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, 2], [3]]|data[1] has length 1, the ones before it 2.|20",
        "[[1], [3, 4]]|data[1] has length 2, the ones before it 1.|20",
        "[[1, 2], []]|data[1] has length 0, the ones before it 2.|19",
        "[[], [1]]|data[1] has length 1, the ones before it 0.|16",
        "[[[1], [2]], [[3], [4], [5]]]|data[1] has length 3, the ones before it 2.|36",
        "[[[1, 2]], [[1, 2, 3]]]|data[1][0] has length 3, the ones before it 2.|29",
        "[1, [2]]|data[1] is an array where the elements before it are values.|13",
        "[[1], 2]|data[1] is a value where the elements before it are arrays.|15",
        "[[], 1]|data[1] is a value where the elements before it are arrays.|14",
        "[[[1]], [2]]|data[1][0] is a value where the elements before it are arrays.|18",
        "[[1], [[2]]]|data[1][0] is an array where the elements before it are values.|16",
      })
  void refusesRaggedArraysAndNamesThePlace(String value, String problem, int at) {
    String expected = "Input 'x' is ragged: " + problem + " (byte " + at + ")";

    assertThat(refuse(ANY, value)).isEqualTo(new Refusal(Reason.WRONG_SHAPE, expected));
    assertThat(refuse(spec("? ?"), value)).isEqualTo(new Refusal(Reason.WRONG_SHAPE, expected));
  }

  @Test
  void refusesAThirdRowOfAnotherLengthWhereTheInputHasAName() {
    Refusal refusal =
        refuse(
            List.of(rows(ElementType.FLOAT, -1, 2)),
            "{\"data\": {\"x\": [[1, 2], [3, 4], [5, 6, 7]]}}");

    assertThat(refusal.message())
        .isEqualTo("Input 'x' is ragged: data.x[2] has length 3, the ones before it 2. (byte 40)");
  }

  @Test
  void takesAsManyLevelsAsJsonMayHave() {
    assertThat(decode(ANY, "[".repeat(99) + "5" + "]".repeat(99)))
        .isEqualTo("int8 [" + "1, ".repeat(98) + "1] 5");
    assertThat(refuse(ANY, "[".repeat(100) + "5" + "]".repeat(100)).reason())
        .isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void keepsTheOrderOfManyValues() {
    StringBuilder value = new StringBuilder("[0");
    StringBuilder tensor = new StringBuilder("int32 [5000] 0");
    for (int i = 1; i < 5000; i++) {
      value.append(", ").append(i);
      tensor.append(' ').append(i);
    }

    assertThat(decode(input("x", ElementType.INT32, -1), value + "]")).isEqualTo(tensor.toString());
  }

  @Test
  void valuesThatTheShapeHasNoRoomForAreCountedAndNotKept() {
    assertThat(refuse(input("x", ElementType.INT8, 2), "[1, 2, 3, 4]").message())
        .isEqualTo("Input 'x' has shape [4]; the model takes [2].");
    assertThat(refuse(input("x", ElementType.BOOL, 0), "[true]").reason())
        .isEqualTo(Reason.WRONG_SHAPE);
    assertThat(refuse(input("x", ElementType.STRING, 1), "[\"a\", \"b\"]").reason())
        .isEqualTo(Reason.WRONG_SHAPE);
  }
}
