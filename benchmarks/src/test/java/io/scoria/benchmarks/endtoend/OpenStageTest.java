package io.scoria.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.benchmarks.load.LoadResult;
import io.scoria.benchmarks.load.LoadResults;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenStageTest {
  private static OpenResult.Point point(int unsent, double clientProcessors) {
    LoadResult result = LoadResults.of(100 - unsent, 0, unsent, 1, clientProcessors);
    return new OpenResult.Point(300, 100, result);
  }

  @Test
  void thePeakIsLookedForAtNoMoreConnectionsThanClosedLoopsHave() {
    assertThat(OpenStage.peakConnections(1024)).containsExactly(64, 256);
    assertThat(OpenStage.peakConnections(128)).containsExactly(64, 128);
    assertThat(OpenStage.peakConnections(64)).containsExactly(64);
    assertThat(OpenStage.peakConnections(4)).containsExactly(4);
  }

  @Test
  void aClientIsTheLimitWhereItIsBusyAndItsConnectionsWhereItIsNotAndDoesNotSend() {
    Arrangement two = new Arrangement(Optional.empty(), 2, "");
    OpenResult open = new OpenResult(two, 100, 1, List.of());
    assertThat(open.clientBusy(point(0, 1.9))).isEqualTo(0.95);
    assertThat(open.clientLimited(point(5, 1.9))).isFalse();
    assertThat(open.connectionsFull(point(5, 1.9))).isFalse();
    assertThat(open.clientLimited(point(6, 1.0))).isFalse();
    assertThat(open.connectionsFull(point(6, 1.0))).isTrue();
    assertThat(open.clientLimited(point(6, 1.92))).isTrue();
    assertThat(open.connectionsFull(point(6, 1.92))).isFalse();
  }
}
