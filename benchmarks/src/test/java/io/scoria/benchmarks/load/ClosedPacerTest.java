package io.scoria.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosedPacerTest {
  private final ManualClock clock = new ManualClock();
  private final ClosedPacer pacer = new ClosedPacer(clock);
  private final FakeLane lane = new FakeLane();

  @Test
  void aLaneSendsAsSoonAsItIsFree() {
    pacer.onConnected(lane);
    clock.advanceTo(70);
    lane.answerTo(pacer);
    assertThat(lane.intended).containsExactly(0L, 70L);
  }

  @Test
  void nothingIsSentOnceStopped() {
    pacer.onConnected(lane);
    pacer.stop();
    lane.answerTo(pacer);
    assertThat(lane.intended).hasSize(1);
  }
}
