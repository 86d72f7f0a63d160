package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CrashesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Crashes crashes = new Crashes();

  @Test
  void fiveInAMinuteAreAProblemUntilAWorkerIsSteady() {
    for (int i = 0; i < Crashes.LIMIT; i++) {
      assertThat(crashes.problem(i * SECOND, 0)).isEmpty();
      crashes.add(i * SECOND, "reason " + i);
    }
    assertThat(crashes.problem(5 * SECOND, 0))
        .contains("workers of the script died 5 times within a minute, last: reason 4");
    assertThat(crashes.problem(14 * SECOND, 9 * SECOND)).isPresent();
    assertThat(crashes.problem(15 * SECOND, 10 * SECOND)).isEmpty();
  }

  @Test
  void crashesThatAreRareAreNoProblem() {
    for (int i = 0; i < 100; i++) {
      crashes.add(i * 20L * SECOND, "now and then");
      assertThat(crashes.problem(i * 20L * SECOND, 0)).isEmpty();
    }
  }

  @Test
  void allAreCountedAndTimeoutsAreNoProblem() {
    for (int i = 0; i < 100; i++) {
      crashes.addTimeout();
    }
    crashes.add(0, "once");
    assertThat(crashes.problem(0, 0)).isEmpty();
    assertThat(crashes.crashed()).isEqualTo(1);
    assertThat(crashes.timedOut()).isEqualTo(100);
  }

  @Test
  void theDelayDoublesUpToFiveSeconds() {
    assertThat(Crashes.delayMs(1)).isEqualTo(100);
    assertThat(Crashes.delayMs(2)).isEqualTo(200);
    assertThat(Crashes.delayMs(6)).isEqualTo(3200);
    assertThat(Crashes.delayMs(7)).isEqualTo(5000);
    assertThat(Crashes.delayMs(Integer.MAX_VALUE)).isEqualTo(5000);
  }
}
