package io.scoria.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeSpecTest {
  private static final long FREE = ShapeSpec.FREE;

  @Test
  void acceptsWhatMatchesEveryFixedDimension() {
    ShapeSpec spec = ShapeSpec.of(FREE, 4);

    assertThat(spec.accepts(Shape.of(7, 4))).isTrue();
    assertThat(spec.accepts(Shape.of(0, 4))).isTrue();
    assertThat(spec.accepts(Shape.of(7, 3))).isFalse();
    assertThat(spec.accepts(Shape.of(4))).isFalse();
    assertThat(spec.accepts(Shape.of(7, 4, 1))).isFalse();
  }

  @Test
  void ofNoDimensionsAcceptsOnlyAScalar() {
    assertThat(ShapeSpec.of().ranked()).isTrue();
    assertThat(ShapeSpec.of().accepts(Shape.SCALAR)).isTrue();
    assertThat(ShapeSpec.of().accepts(Shape.of(1))).isFalse();
  }

  @Test
  void withoutARankAcceptsEverything() {
    assertThat(ShapeSpec.ANY.ranked()).isFalse();
    assertThat(ShapeSpec.ANY.accepts(Shape.SCALAR)).isTrue();
    assertThat(ShapeSpec.ANY.accepts(Shape.of(1, 2, 3))).isTrue();
  }

  @Test
  void everyNegativeSizeIsFree() {
    ShapeSpec spec = ShapeSpec.of(-7, 2, FREE);

    assertThat(spec.isFree(0)).isTrue();
    assertThat(spec.dim(0)).isEqualTo(FREE);
    assertThat(spec.isFree(1)).isFalse();
    assertThat(spec.freeDims()).isEqualTo(2);
    assertThat(spec.rank()).isEqualTo(3);
  }

  @Test
  void multipliesItsFixedDimensions() {
    assertThat(ShapeSpec.of().fixedElements()).isEqualTo(1);
    assertThat(ShapeSpec.of(FREE).fixedElements()).isEqualTo(1);
    assertThat(ShapeSpec.of(FREE, 3, 4).fixedElements()).isEqualTo(12);
    assertThat(ShapeSpec.of(FREE, 3, 0).fixedElements()).isZero();
  }

  @Test
  void holdsAProductThatIsTooLargeAtTheLargestLong() {
    assertThat(ShapeSpec.of(1L << 62, 2).fixedElements()).isEqualTo(Long.MAX_VALUE);
    assertThat(ShapeSpec.of(1L << 62, 1L << 62, 5).fixedElements()).isEqualTo(Long.MAX_VALUE);
    assertThat(ShapeSpec.of(1L << 62, 1L << 62, 0).fixedElements()).isZero();
  }

  @Test
  void showsTheModelsNamesOfFreeDimensions() {
    ShapeSpec named = ShapeSpec.of(new long[] {FREE, FREE, 4}, new String[] {"rows", "", "x"});

    assertThat(named).hasToString("[rows, ?, 4]");
    assertThat(named.name(0)).isEqualTo("rows");
    assertThat(ShapeSpec.of()).hasToString("[]");
    assertThat(ShapeSpec.ANY).hasToString("[any shape]");
  }

  @Test
  void refusesMoreNamesThanDimensions() {
    assertThatThrownBy(() -> ShapeSpec.of(new long[] {1}, new String[] {"a", "b"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 dimensions, 2 names");
  }

  @Test
  void doesNotChangeWithTheArraysItWasMadeOf() {
    long[] dims = {2};
    String[] names = {"a"};
    ShapeSpec spec = ShapeSpec.of(dims, names);
    dims[0] = 3;
    names[0] = "b";

    assertThat(spec.dim(0)).isEqualTo(2);
    assertThat(spec.name(0)).isEqualTo("a");
  }

  @Test
  void aTensorSpecReadsAsModelsAreDescribed() {
    ShapeSpec shape = ShapeSpec.of(new long[] {FREE, 4}, new String[] {"rows", ""});

    assertThat(new TensorSpec("features", ElementType.FLOAT, shape))
        .hasToString("features: float [rows, 4]");
  }
}
