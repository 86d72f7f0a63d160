package io.scoria.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void hasItsDimensionsInOrder() {
    Shape shape = Shape.of(2, 0, 5);

    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.dim(0)).isEqualTo(2);
    assertThat(shape.dim(2)).isEqualTo(5);
    assertThat(shape.toArray()).containsExactly(2, 0, 5);
    assertThat(shape).hasToString("[2, 0, 5]");
  }

  @Test
  void aScalarHasRankZeroAndOneElement() {
    assertThat(Shape.of()).isSameAs(Shape.SCALAR);
    assertThat(Shape.SCALAR.rank()).isZero();
    assertThat(Shape.SCALAR.elements()).isEqualTo(1);
    assertThat(Shape.SCALAR).hasToString("[]");
  }

  @Test
  void countsItsElements() {
    assertThat(Shape.of(2, 3, 4).elements()).isEqualTo(24);
    assertThat(Shape.of(2, 0, 4).elements()).isZero();
    assertThat(Shape.of(1L << 31, 1L << 31).elements()).isEqualTo(1L << 62);
  }

  @Test
  void refusesToCountPastALong() {
    assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 31).elements())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aZeroAnywhereMeansNoElementsHoweverLargeTheRest() {
    assertThat(Shape.of(Long.MAX_VALUE, Long.MAX_VALUE, 0).elements()).isZero();
  }

  @Test
  void refusesANegativeDimension() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, -1]");
  }

  @Test
  void doesNotChangeWithTheArraysAroundIt() {
    long[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.toArray()[1] = 9;

    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void isEqualByItsDimensions() {
    assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2));
    assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(2, 3, 1));
    assertThat(Shape.of()).isNotEqualTo(Shape.of(1));
  }
}
