package io.scoria.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.benchmarks.report.Axis.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.003, 1, 7, 10, 99, 100, 12_345, 7e8})
  void everyScaleHoldsItsValuesAndAFewTicks(double value) {
    for (Scale scale : Scale.values()) {
      Axis axis = Axis.fitting("a", scale, List.of(value, value / 3));
      assertThat(axis.shows(value)).isTrue();
      assertThat(axis.shows(value / 3)).isTrue();
      assertThat(axis.ticks()).hasSizeBetween(2, 12).isSorted();
      assertThat(axis.place(axis.min())).isZero();
      assertThat(axis.place(axis.max())).isEqualTo(1);
    }
  }

  @Test
  void aLinearAxisBeginsAtZero() {
    assertThat(Axis.fitting("a", Scale.LINEAR, List.of(80.0, 90.0)).min()).isZero();
  }

  @Test
  void powersOfTwoAreMarkedOneByOne() {
    assertThat(Axis.fitting("a", Scale.LOG2, List.of(1.0, 64.0)).ticks())
        .containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0);
  }

  @Test
  void figuresAreShort() {
    assertThat(Axis.text(0)).isEqualTo("0");
    assertThat(Axis.text(0.02)).isEqualTo("0.02");
    assertThat(Axis.text(2000)).isEqualTo("2000");
    assertThat(Axis.text(20_000)).isEqualTo("20k");
    assertThat(Axis.text(1_500_000)).isEqualTo("1.5M");
  }
}
