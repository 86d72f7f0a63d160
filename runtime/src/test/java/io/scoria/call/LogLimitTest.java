package io.scoria.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLimitTest {
  private long nowNanos = Long.MAX_VALUE - 5; // the clock may run over
  private final LogLimit limit = new LogLimit(2, () -> nowNanos);

  @Test
  void soManyAreGivenInASecondAndTheNextTellsOfTheOthers() {
    assertThat(limit.ask()).isZero();
    assertThat(limit.ask()).isZero();
    assertThat(limit.ask()).isEqualTo(LogLimit.NOT_NOW);
    nowNanos += 999_999_999;
    assertThat(limit.ask()).isEqualTo(LogLimit.NOT_NOW);
    nowNanos++;
    assertThat(limit.ask()).isEqualTo(2);
    assertThat(limit.ask()).isZero();
    assertThat(limit.ask()).isEqualTo(LogLimit.NOT_NOW);
  }
}
