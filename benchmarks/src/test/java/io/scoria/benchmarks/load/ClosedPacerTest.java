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
  void aLaneThatWasRefusedRestsForAsLongAsTheServerAsks() {
    assertThat(pacer.restNanos(FakeAnswer.UNAVAILABLE)).isEqualTo(100_000_000L);
    assertThat(pacer.restNanos(new Busy(2))).isEqualTo(2_000_000_000L);
    assertThat(pacer.restNanos(new Busy(3600))).isEqualTo(10_000_000_000L);
  }

  private record Busy(int retryAfterSeconds) implements Answer {
    @Override
    public int status() {
      return 503;
    }

    @Override
    public long bodyBytes() {
      return 0;
    }

    @Override
    public String text() {
      return "";
    }
  }

  @Test
  void nothingIsSentOnceStopped() {
    pacer.onConnected(lane);
    pacer.stop();
    lane.answerTo(pacer);
    assertThat(lane.intended).hasSize(1);
  }
}
