package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DrainConfigTest {
  @Test
  void everyDefaultIsThis() {
    assertThat(DrainConfig.defaults()).isEqualTo(new DrainConfig(0, 25_000));
    assertThat(DrainConfig.DEFAULT_DELAY_IN_CONTAINER_MS).isEqualTo(5_000);
  }

  @Test
  void everyComponentCanBeSet() {
    DrainConfig config = new DrainConfig(1, 2);
    assertThat(config.delayMs()).isEqualTo(1);
    assertThat(config.timeoutMs()).isEqualTo(2);
  }

  @Test
  void theHardStopIsLaterThanAllThatMayBeWaitedFor() {
    assertThat(new DrainConfig(5_000, 25_000).hardStopMs()).isEqualTo(46_000);
    assertThat(new DrainConfig(Integer.MAX_VALUE, 1).hardStopMs()).isGreaterThan(1L << 31);
  }

  @Test
  void anIdleConnectionIsWaitedForAsLongAsBalancersWithinBounds() {
    assertThat(new DrainConfig(0, 25_000).idleMs()).isEqualTo(1_000);
    assertThat(new DrainConfig(3_000, 25_000).idleMs()).isEqualTo(3_000);
    assertThat(new DrainConfig(60_000, 25_000).idleMs()).isEqualTo(5_000);
    assertThat(new DrainConfig(60_000, 300).idleMs()).isEqualTo(1_150);
  }

  @Test
  void timesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new DrainConfig(-1, 1)).hasMessageContaining("drain-delay is -1");
    assertThatThrownBy(() -> new DrainConfig(0, 0)).hasMessageContaining("drain-timeout is 0");
  }
}
