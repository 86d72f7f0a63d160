package io.scoria.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LimitTest {
  /** One turn of one row. */
  private static BareRounds bare(int batch, long cpuNanosPerRow) {
    List<BareTurn> turns = List.of(new BareTurn(1, 1, cpuNanosPerRow));
    return new BareRounds(new ThreadLayout(1, 1), batch, turns);
  }

  @Test
  void theLimitAddsModelHttpAndJson() {
    Limit limit = Limit.of(bare(64, 71_000), 16, 14_000, 100_000);
    assertThat(limit.modelNanos()).isEqualTo(1_136_000);
    assertThat(limit.httpNanos()).isEqualTo(14_000);
    assertThat(limit.jsonNanos()).isEqualTo(100_000);
    assertThat(limit.totalNanos()).isEqualTo(1_250_000);
    assertThat(limit.efficiency(2_500_000)).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void aBinaryBodyHasNoJson() {
    Limit limit = Limit.of(bare(1, 5_000), 1, 9_000, 0);
    assertThat(limit.totalNanos()).isEqualTo(14_000);
    assertThat(limit.efficiency(14_000)).isEqualTo(1);
  }
}
