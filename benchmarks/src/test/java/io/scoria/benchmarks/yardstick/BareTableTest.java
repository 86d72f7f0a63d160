package io.scoria.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

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
  void betweenBatchesARunGrowsEvenlyWithItsRows() {
    // From 10,000 for one row to 64,000 for 64.
    assertThat(table.cpuNanosPerRow(32.5)).isCloseTo(37_000 / 32.5, offset(1e-9));
    assertThat(table.cpuNanosPerRow(1)).isEqualTo(10_000);
    assertThat(table.cpuNanosPerRow(64)).isEqualTo(1_000);
    assertThat(table.cpuNanosPerRow(100)).isEqualTo(1_000);
  }

  @Test
  void whatIsHardlyDearerThanTheCheapestMayBeTheCheapest() {
    assertThat(table.candidates(64)).containsExactly(table.of(ONE).get(1), table.of(TWO).get(1));
    assertThat(table.candidates(63)).containsExactly(table.of(ONE).get(0), table.of(TWO).get(0));
  }

  @Test
  void whatIsClearlyDearerIsNot() {
    BareTable dear = new BareTable(List.of(point(ONE, 1, 1_101), point(TWO, 1, 1_000)));
    assertThat(dear.candidates(1)).containsExactly(point(TWO, 1, 1_000));
  }

  @Test
  void theBestOfEachLayoutComesBeforeTheSecondBestOfAny() {
    BareTable three =
        new BareTable(
            List.of(
                point(ONE, 16, 1_004),
                point(ONE, 32, 1_001),
                point(TWO, 16, 1_090),
                point(TWO, 32, 1_050),
                point(new ThreadLayout(1, 2), 16, 1_000),
                point(new ThreadLayout(1, 2), 32, 1_500)));
    assertThat(three.candidates(32))
        .containsExactly(
            point(new ThreadLayout(1, 2), 16, 1_000), point(ONE, 32, 1_001), point(TWO, 32, 1_050));
  }

  @Test
  void secondBestsOfALayoutTakeTheRoomThatIsLeft() {
    BareTable one =
        new BareTable(
            List.of(
                point(ONE, 1, 1_030),
                point(ONE, 2, 1_010),
                point(ONE, 4, 1_000),
                point(ONE, 8, 1_020)));
    assertThat(one.candidates(8).stream().map(BarePoint::batch)).containsExactly(4, 2, 8);
  }

  private static BarePoint point(ThreadLayout layout, int batch, double cpuNanosPerRow) {
    return new BarePoint(layout, batch, 1000, cpuNanosPerRow);
  }

  @Test
  void aModelOfOneBatchSizeHasThatOne() {
    BareTable fixed = new BareTable(List.of(new BarePoint(ONE, 8, 100, 10_000)));
    assertThat(fixed.cheapest(1).batch()).isEqualTo(8);
    assertThat(fixed.candidates(1)).isEqualTo(fixed.points());
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
