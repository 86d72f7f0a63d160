package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityTest {
  private static BatchPolicy onLoops(boolean joins, int rows) {
    return new BatchPolicy(joins, rows, rows, 64, 1, 1, "test");
  }

  private static BatchPolicy onInstances(boolean joins, int rows, int instances) {
    return new BatchPolicy(joins, 0, 0, rows, instances, 1, "test");
  }

  private static List<Long> micros(long... runs) {
    return java.util.Arrays.stream(runs).mapToObj(run -> run * 1000).toList();
  }

  @Test
  void isTheInstancesWhereNothingIsGainedByBatches() {
    assertThat(Capacity.of(onInstances(true, 8, 2), micros(1000, 2000, 4000, 8000), 4))
        .isEqualTo(2);
  }

  @Test
  void isTheInstancesWhereCallsAreNotJoined() {
    assertThat(Capacity.of(onInstances(false, 8, 3), micros(1000, 1001, 1002, 1003), 4))
        .isEqualTo(3);
  }

  @Test
  void isTheFewestRowsWithNineTenthsOfTheGreatestThroughput() {
    // a row: 1000, 600, 220, 200: the batch of 4 is within a tenth of the best, that of 2 is not
    assertThat(Capacity.of(onInstances(true, 8, 2), micros(1000, 1200, 880, 1600), 4)).isEqualTo(8);
    // a row: 1000, 600, 223: 223 * 0.9 is more than 200
    assertThat(Capacity.of(onInstances(true, 8, 1), micros(1000, 1200, 892, 1600), 4)).isEqualTo(8);
  }

  @Test
  void looksNoFurtherThanTheRowsThatAreJoined() {
    assertThat(Capacity.of(onInstances(true, 2, 1), micros(1000, 1000, 1000, 1000), 4))
        .isEqualTo(2);
  }

  @Test
  void countsWhatARequestCostsBesideItsRunOnAnEventLoop() {
    // a row: 10 + 4, 10 + 2.5, 10 + 1.5, 10 + 1, 10 + 0.9
    assertThat(Capacity.of(onLoops(true, 16), List.of(4000L, 5000L, 6000L, 8000L, 14_400L), 2))
        .isEqualTo(2 * 4);
    assertThat(Capacity.of(onLoops(false, 16), List.of(4000L, 5000L), 2)).isEqualTo(2);
  }

  @Test
  void isAllThatAreJoinedWhereNothingWasMeasured() {
    assertThat(Capacity.of(onInstances(true, 4, 2), List.of(), 4)).isEqualTo(8);
    assertThat(Capacity.of(onInstances(false, 1, 2), List.of(0L, 0L), 4)).isEqualTo(2);
  }

  @Test
  void goesByWhatIsKnownUpToTheFirstGap() {
    assertThat(Capacity.of(onInstances(true, 64, 1), micros(100, 120, 0, 1), 4)).isEqualTo(2);
  }
}
