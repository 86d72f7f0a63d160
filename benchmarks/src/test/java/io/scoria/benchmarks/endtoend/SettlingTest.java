package io.scoria.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SettlingTest {
  /** How many windows it took to settle; 0 where they were too few. */
  private static int windows(double... costs) {
    Settling settling = new Settling();
    for (int i = 0; i < costs.length; i++) {
      if (settling.add(costs[i], 0)) {
        return i + 1;
      }
    }
    return 0;
  }

  @Test
  void aServerHasSettledAfterFiveWindowsThatAreNoCheaper() {
    assertThat(windows(35, 16, 14, 13, 13, 12.9, 13.1, 13, 12.9, 13)).isEqualTo(9);
  }

  @Test
  void aServerThatBecomesCheaperHasNotSettled() {
    assertThat(windows(35, 20, 21, 22, 14, 15, 15)).isZero();
  }

  @Test
  void aSlowDeclineIsADecline() {
    double[] slow = DoubleStream.iterate(100, cost -> cost * 0.985).limit(30).toArray();
    assertThat(windows(slow)).isZero();
  }

  @Test
  void aServerThatStillCompilesHasNotSettled() {
    Settling settling = new Settling();
    for (int i = 0; i < 20; i++) {
      assertThat(settling.add(5, 0.05)).isFalse();
    }
    assertThat(settling.add(5, 0.01)).isTrue();
  }

  @Test
  void aServerThatScoresNothingIsNotWaitedFor() {
    assertThat(windows(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN)).isEqualTo(5);
    assertThat(windows(Double.POSITIVE_INFINITY, 5, 5, 5, 5, 5, 5)).isEqualTo(7);
  }
}
