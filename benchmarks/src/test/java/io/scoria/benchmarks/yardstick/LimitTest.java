package io.scoria.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LimitTest {
  private static final ThreadLayout ONE = new ThreadLayout(1, 1);

  @Test
  void theLimitAddsModelHttpAndJson() {
    BarePoint bare = new BarePoint(ONE, 64, 14_000, 71_000);
    Limit limit = Limit.of(bare, 16, 14_000, 100_000);
    assertThat(limit.modelNanos()).isEqualTo(1_136_000);
    assertThat(limit.httpNanos()).isEqualTo(14_000);
    assertThat(limit.jsonNanos()).isEqualTo(100_000);
    assertThat(limit.totalNanos()).isEqualTo(1_250_000);
    assertThat(limit.efficiency(2_500_000)).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void aBinaryBodyHasNoJson() {
    Limit limit = Limit.of(new BarePoint(ONE, 1, 1, 5_000), 1, 9_000, 0);
    assertThat(limit.totalNanos()).isEqualTo(14_000);
    assertThat(limit.efficiency(14_000)).isEqualTo(1);
  }
}
