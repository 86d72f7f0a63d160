package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LatencyTableTest {
  private long nowNanos;
  private final LatencyTable table = new LatencyTable(() -> nowNanos);

  @Test
  void knowsNothingAtFirst() {
    assertThat(table.predictNanos(1)).isZero();
    assertThat(table.describe()).isEmpty();
  }

  @Test
  void predictsWhatWasMeasuredAndScalesByRowsFromTheNearestSizeBelow() {
    table.set(1, 1000);
    table.set(4, 2000);
    assertThat(table.predictNanos(1)).isEqualTo(1000);
    assertThat(table.predictNanos(4)).isEqualTo(2000);
    assertThat(table.predictNanos(6)).isEqualTo(3000);
    assertThat(table.predictNanos(16)).isEqualTo(8000);
  }

  @Test
  void followsWhatRunsTakeInService() {
    table.set(1, 1000);
    for (int i = 0; i < 100; i++) {
      table.update(1, 2000);
    }
    assertThat(table.predictNanos(1)).isBetween(1990L, 2000L);
  }

  @Test
  void isHardlyMovedByOnePauseOfTheMachine() {
    table.set(1, 1000);
    table.update(1, 1_000_000_000);
    assertThat(table.predictNanos(1)).isLessThan(1300);
  }

  /** One that hits a run of two rows must not make a wait of half a second for sixty-four. */
  @Test
  void knowsARunThatWasNotMeasuredOnlyAfterThreeOfWhichTheLeastCounts() {
    table.update(2, 16_000_000);
    assertThat(table.knownNanos(64)).isZero();
    assertThat(table.predictNanos(2)).isEqualTo(16_000_000);
    table.update(2, 1000);
    assertThat(table.knownNanos(64)).isZero();
    table.update(2, 3000);
    assertThat(table.knownNanos(64)).isEqualTo(32_000);
    table.update(2, 16_000_000);
    assertThat(table.knownNanos(2)).isEqualTo(1200);
  }

  /** Large batches that were slow once become rare by being predicted so. */
  @Test
  void knowsTheLeastOfRunsOfFewerRows() {
    table.set(8, 1000);
    table.set(32, 50_000);
    assertThat(table.knownNanos(32)).isEqualTo(4000);
    assertThat(table.knownNanos(48)).isEqualTo(6000);
    assertThat(table.predictNanos(32)).isEqualTo(50_000);
  }

  @Test
  void whatHasNotRunOfLateDoesNotTellThatALargeRunTakesLess() {
    table.set(8, 1000);
    nowNanos = TimeUnit.SECONDS.toNanos(3);
    table.set(32, 50_000);
    assertThat(table.knownNanos(32)).isEqualTo(50_000);
    table.update(8, 1000);
    assertThat(table.knownNanos(32)).isEqualTo(4000);
  }

  @Test
  void knowsOfFewerRowsByRunsOfMoreWhereThereIsNothingElse() {
    table.set(256, 51_200);
    assertThat(table.knownNanos(300)).isEqualTo(60_000);
    assertThat(table.knownNanos(10)).isEqualTo(2000);
    table.set(4, 4000);
    assertThat(table.knownNanos(10)).isEqualTo(10_000);
  }

  @Test
  void whatWasMeasuredIsKnownAtOnce() {
    assertThat(LatencyTable.of(List.of(0L, 500L)).knownNanos(2)).isEqualTo(500);
    table.setLeast(2, 400);
    assertThat(table.knownNanos(2)).isEqualTo(400);
  }

  @Test
  void isTheSameAfterItWasKept() {
    table.set(1, 1000);
    table.set(8, 5000);
    assertThat(LatencyTable.of(table.toList()).describe()).isEqualTo(table.describe());
  }

  @Test
  void tellsTimesInUnitsThatFit() {
    table.set(1, 1234);
    table.set(2, 45_678);
    table.set(4, 12_345_678);
    assertThat(table.describe()).isEqualTo("1: 1.2 us, 2: 46 us, 4: 12.3 ms");
  }

  @Test
  void onlyRunsOfAboutSoManyRowsAreKnown() {
    LatencyTable table = new LatencyTable();
    table.set(1, 40);
    assertThat(table.knownNanos(1)).isEqualTo(40);
    assertThat(table.knownNanos(8)).isZero();
    assertThat(table.predictNanos(8)).isEqualTo(320);
    table.set(8, 50);
    assertThat(table.knownNanos(8)).isEqualTo(50);
    assertThat(table.knownNanos(12)).isEqualTo(75);
  }

  @Test
  void knowsOfManyRowsByTheLargestRunsUpToThereAndNotByALoneRow() {
    LatencyTable table = new LatencyTable();
    table.set(1, 100);
    assertThat(table.knownNanos(1)).isEqualTo(100);
    assertThat(table.knownNanos(64)).isZero();
    table.set(16, 320);
    table.set(128, 1);
    assertThat(table.knownNanos(64)).isEqualTo(1280);
    assertThat(table.knownNanos(2000)).isEqualTo(15);
  }

  @Test
  void savesWhatTwoRunsOfHalfTheRowsTakeMore() {
    LatencyTable table = new LatencyTable();
    table.set(4, 100);
    table.set(8, 130);
    table.set(16, 300);
    assertThat(table.savedNanos(8)).isEqualTo(70);
    assertThat(table.savedNanos(16)).isZero();
  }
}
