package io.scoria.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SampleBodyTest {
  private static String zeros(TensorSpec... inputs) {
    return SampleBody.zeros(new Signature(List.of(inputs), List.of()));
  }

  @Test
  void hasOneOfEveryFreeDimension() {
    assertThat(zeros(Bodies.rows(ElementType.FLOAT, -1, 2))).isEqualTo("{\"data\": [[0.0, 0.0]]}");
    assertThat(zeros(Bodies.input("x", ElementType.INT64))).isEqualTo("{\"data\": 0}");
    assertThat(zeros(Bodies.input("x", ElementType.BOOL, 2, 0))).isEqualTo("{\"data\": [[], []]}");
  }

  @Test
  void namesSeveralInputs() {
    assertThat(
            zeros(
                Bodies.input("a", ElementType.BOOL, 2),
                Bodies.input("\"b\"\n", ElementType.STRING, -1)))
        .isEqualTo("{\"data\": {\"a\": [false, false], \"\\\"b\\\"\\n\": [\"\"]}}");
    assertThat(zeros()).isEqualTo("{\"data\": {}}");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"UINT16", "UINT32", "UINT64"})
  void isTakenByTheDecoderForEveryTypeAndShape(ElementType type) {
    long[][] shapes = {{}, {-1}, {3}, {-1, 4}, {2, -1, 3}, {0}, {2, 0}, {0, 2}, {-1, 0, 3}};
    for (long[] shape : shapes) {
      TensorSpec input = Bodies.input("x", type, shape);
      assertThat(Bodies.decode(List.of(input), zeros(input))).startsWith(type + " [");
    }
    TensorSpec any = new TensorSpec("x", type, ShapeSpec.ANY);
    assertThat(Bodies.decode(List.of(any), zeros(any))).startsWith(type + " [] ");
  }
}
