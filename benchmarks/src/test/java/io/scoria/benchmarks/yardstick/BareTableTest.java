package io.scoria.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BareTableTest {
  private static final ThreadLayout ONE = new ThreadLayout(1, 1);
  private static final ThreadLayout TWO = new ThreadLayout(2, 1);

  private final BareTable table =
      new BareTable(
          List.of(
              new BarePoint(ONE, 1, 100, 10_000),
              new BarePoint(ONE, 64, 1000, 1_000),
              new BarePoint(TWO, 1, 180, 11_000),
              new BarePoint(TWO, 64, 1900, 1_100)));

  @Test
  void theCheapestAndTheFastestMayDiffer() {
    assertThat(table.cheapest(64).layout()).isEqualTo(ONE);
    assertThat(table.fastest(64).layout()).isEqualTo(TWO);
  }

  @Test
  void aBatchIsNoLargerThanTheConnectionsCanFill() {
    assertThat(table.cheapest(63).batch()).isEqualTo(1);
    assertThat(table.fastest(1).rowsPerSecond()).isEqualTo(180);
  }

  @Test
  void aModelOfOneBatchSizeHasThatOne() {
    BareTable fixed = new BareTable(List.of(new BarePoint(ONE, 8, 100, 10_000)));
    assertThat(fixed.cheapest(1).batch()).isEqualTo(8);
  }

  @Test
  void whatIsPrintedIsReadBack() {
    StringBuilder text = new StringBuilder("warning: of something\n");
    table.points().forEach(point -> text.append(point.toLine()).append('\n'));
    assertThat(BareTable.parse(text.toString())).isEqualTo(table);
  }

  @Test
  void nothingMeasuredIsAnError() {
    assertThatThrownBy(() -> BareTable.parse("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void layoutsOccupyAllProcessorsOrOne() {
    assertThat(ThreadLayout.forProcessors(1)).containsExactly(ONE);
    assertThat(ThreadLayout.forProcessors(2)).containsExactly(ONE, TWO, new ThreadLayout(1, 2));
    assertThat(ThreadLayout.forProcessors(6))
        .containsExactly(
            ONE,
            new ThreadLayout(6, 1),
            new ThreadLayout(3, 2),
            new ThreadLayout(2, 3),
            new ThreadLayout(1, 6));
  }
}
