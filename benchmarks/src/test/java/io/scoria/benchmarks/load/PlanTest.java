package io.scoria.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class PlanTest {
  private final ClosedPlan plan = new ClosedPlan(64, 1, 2, LengthRange.ANY);

  @Test
  void aFastServersWindowIsAsLongAsAskedFor() {
    assertThat(plan.windowSeconds(10_000)).isEqualTo(2);
  }

  @Test
  void aSlowServersWindowHoldsSomeRoundTrips() {
    assertThat(plan.windowSeconds(64)).isEqualTo(4);
  }

  @Test
  void noWindowIsEndless() {
    assertThat(plan.windowSeconds(1)).isEqualTo(ClosedPlan.MAX_SECONDS);
    assertThat(plan.windowSeconds(0)).isEqualTo(ClosedPlan.MAX_SECONDS);
  }

  @Test
  void textMayDifferInItsDigitsAndNotInMore() {
    LengthRange about = LengthRange.about(1000);
    assertThat(about.contains(900)).isTrue();
    assertThat(about.contains(1100)).isTrue();
    assertThat(about.contains(500)).isFalse();
    assertThat(about.contains(2000)).isFalse();
  }

  @Test
  void loadIsSentToThisMachineAlone() {
    assertThatThrownBy(() -> Target.of(URI.create("http://192.0.2.1:80/score")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopback");
    assertThatThrownBy(() -> Target.of(URI.create("https://127.0.0.1/score")))
        .isInstanceOf(IllegalArgumentException.class);
    Target target = Target.of(URI.create("http://127.0.0.1:5001/a/b?c=d"));
    assertThat(target.path()).isEqualTo("/a/b?c=d");
    assertThat(target.address().getPort()).isEqualTo(5001);
  }
}
