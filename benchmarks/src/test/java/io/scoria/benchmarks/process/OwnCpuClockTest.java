package io.scoria.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OwnCpuClockTest {
  @Test
  void itAgreesWithTheTicksAndIsFinerThanThey() {
    OwnCpuClock clock = new OwnCpuClock();
    CpuMeter ticks = CpuMeter.ofThisProcess();
    long fromTicks = ticks.read().totalNanos();
    long from = clock.nanos();
    double sum = 0;
    while (clock.nanos() - from < 200_000_000) {
      sum += Math.sqrt(sum + 1);
    }
    long used = clock.nanos() - from;
    assertThat(used).isLessThan(10_000_000_000L);
    assertThat((double) (ticks.read().totalNanos() - fromTicks))
        .isCloseTo((double) used, within(8e7));
    assertThat(sum).isPositive();
  }
}
