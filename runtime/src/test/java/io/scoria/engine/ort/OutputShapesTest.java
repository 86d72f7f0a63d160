package io.scoria.engine.ort;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputShapesTest {
  /** Sizes where the text is a number, names of free dimensions else; {@code ""} for no name. */
  private static ShapeSpec shape(String... dims) {
    long[] sizes = new long[dims.length];
    for (int i = 0; i < dims.length; i++) {
      sizes[i] = dims[i].matches("\\d+") ? Long.parseLong(dims[i]) : ShapeSpec.FREE;
    }
    return ShapeSpec.of(sizes, dims);
  }

  private static TensorSpec spec(ElementType type, ShapeSpec shape) {
    return new TensorSpec("t", type, shape);
  }

  private static @Nullable Shape predict(TensorSpec output, List<TensorSpec> inputs, Shape... of) {
    TensorSpec renamed = new TensorSpec("output", output.type(), output.shape());
    Signature signature = new Signature(inputs, List.of(renamed));
    return new OutputShapes(signature).predict(0, List.of(of));
  }

  @Test
  void anInputThatIsAnOutputTooIsNotWritten() {
    TensorSpec same = spec(ElementType.FLOAT, shape("2", "3"));

    OutputShapes shapes = new OutputShapes(new Signature(List.of(same), List.of(same)));
    assertThat(shapes.predict(0, List.of(Shape.of(2, 3)))).isNull();
  }

  @Test
  void aFixedShapeIsItself() {
    TensorSpec input = spec(ElementType.FLOAT, shape("rows", "4"));

    assertThat(predict(spec(ElementType.FLOAT, shape("2", "3")), List.of(input), Shape.of(9, 4)))
        .isEqualTo(Shape.of(2, 3));
    assertThat(predict(spec(ElementType.FLOAT, shape()), List.of(input), Shape.of(9, 4)))
        .isEqualTo(Shape.SCALAR);
  }

  @Test
  void aFreeDimensionIsThatOfTheInputsDimensionOfTheSameName() {
    List<TensorSpec> inputs =
        List.of(
            spec(ElementType.FLOAT, shape("rows", "4")),
            spec(ElementType.INT64, shape("3", "words")));
    TensorSpec output = spec(ElementType.FLOAT, shape("words", "rows", "7"));

    assertThat(predict(output, inputs, Shape.of(5, 4), Shape.of(3, 0)))
        .isEqualTo(Shape.of(0, 5, 7));
  }

  @Test
  void aNameThatNoInputHasTellsNothing() {
    TensorSpec input = spec(ElementType.FLOAT, shape("rows"));

    assertThat(predict(spec(ElementType.FLOAT, shape("rows", "k")), List.of(input), Shape.of(2)))
        .isNull();
  }

  @Test
  void twoDimensionsWithoutANameAreNotTheSame() {
    assertThat(
            predict(
                spec(ElementType.FLOAT, shape("")),
                List.of(spec(ElementType.FLOAT, shape(""))),
                Shape.of(2)))
        .isNull();
  }

  @Test
  void theNameOfAFixedInputDimensionTellsNothing() {
    ShapeSpec fixed = ShapeSpec.of(new long[] {4}, new String[] {"rows"});

    assertThat(
            predict(
                spec(ElementType.FLOAT, shape("rows")),
                List.of(spec(ElementType.FLOAT, fixed)),
                Shape.of(4)))
        .isNull();
  }

  @Test
  void anOutputOfNoStatedRankTellsNothing() {
    assertThat(predict(spec(ElementType.FLOAT, ShapeSpec.ANY), List.of())).isNull();
  }

  @Test
  void typesThatTheBindingCannotCreateAreLeftToTheRun() {
    for (ElementType type : ElementType.values()) {
      boolean creatable =
          switch (type) {
            case UINT16, UINT32, UINT64, STRING -> false;
            default -> true;
          };
      Shape predicted = predict(spec(type, shape("2")), List.of());
      assertThat(predicted != null).as("%s", type).isEqualTo(creatable);
    }
  }
}
