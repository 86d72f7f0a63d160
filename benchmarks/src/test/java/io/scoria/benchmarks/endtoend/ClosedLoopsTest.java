package io.scoria.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.benchmarks.load.LoadResults;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedLoopsTest {
  @Test
  void aServerIsWarmedUpAtTheMostConnectionsUpToSixtyFour() {
    assertThat(ClosedLoops.warmUpConnections(List.of(1, 16, 64, 256))).isEqualTo(64);
    assertThat(ClosedLoops.warmUpConnections(List.of(1, 48, 100))).isEqualTo(48);
    assertThat(ClosedLoops.warmUpConnections(List.of(128, 256))).isEqualTo(128);
  }

  @Test
  void aRequestCostsProcessorTimeWhereItIsKnownAndElseTime() {
    assertThat(ClosedLoops.cost(LoadResults.of(200, 0, 700))).isEqualTo(700);
    assertThat(ClosedLoops.cost(LoadResults.of(200, 0, 0))).isEqualTo(1 / 200.0);
    assertThat(ClosedLoops.cost(LoadResults.of(0, 3, 0))).isInfinite();
  }
}
