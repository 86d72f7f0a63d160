package io.scoria.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RunTimesTest {
  @Test
  void ofTheFirstRunOfEachProcessAndTwoMoreTheLeastCounts() {
    RunTimes times = new RunTimes(2);
    assertThat(times.meanNanos()).isZero();
    times.add(9000);
    assertThat(times.meanNanos()).isEqualTo(9000);
    times.add(100);
    times.add(8000);
    times.add(200);
    assertThat(times.meanNanos()).isEqualTo(100);
    times.add(900);
    assertThat(times.meanNanos()).isEqualTo(200);
  }

  @Test
  void followWhatRunsTake() {
    RunTimes times = new RunTimes(1);
    for (int i = 0; i < 3; i++) {
      times.add(800);
    }
    times.add(1600);
    assertThat(times.meanNanos()).isEqualTo(900);
    for (int i = 0; i < 100; i++) {
      times.add(80);
    }
    assertThat(times.meanNanos()).isBetween(80L, 81L);
  }
}
