package io.scoria.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RunTimesTest {
  private final RunTimes times = new RunTimes();

  @Test
  void whoFindsAPlaceDoesNotWait() {
    times.add(1, 1000, false);
    assertThat(times.waitNanos(1, 1, 2, 5000)).isZero();
    assertThat(times.waitNanos(2, 1, 2, 0)).isEqualTo(500);
    assertThat(times.waitNanos(4, 1, 2, 0)).isEqualTo(1500);
  }

  @Test
  void theFirstRunOfAProcessCountsUntilAnotherIsKnown() {
    assertThat(times.waitNanos(1, 1, 1, 0)).isZero();
    times.add(1, 9000, true);
    times.add(1, 7000, true);
    times.add(1, 8000, true);
    assertThat(times.waitNanos(1, 1, 1, 0)).isEqualTo(7000);
    times.add(1, 100, false);
    assertThat(times.waitNanos(1, 1, 1, 0)).isEqualTo(100);
    times.add(1, 9000, true);
    assertThat(times.waitNanos(1, 1, 1, 0)).isEqualTo(100);
  }

  /** A bad request, say: what comes next is no quick run for that. */
  @Test
  void aQuickRunAmongTheFirstDoesNotHideTheOthers() {
    times.add(1, 3, true);
    times.add(1, 3000, false);
    assertThat(times.waitNanos(1, 1, 1, 0)).isEqualTo(3000);
  }

  @Test
  void theMeanFollowsWhatRunsTake() {
    times.add(1, 800, false);
    times.add(1, 1600, false);
    assertThat(times.waitNanos(1, 1, 1, 0)).isEqualTo(900);
    for (int i = 0; i < 100; i++) {
      times.add(1, 80, false);
    }
    assertThat(times.waitNanos(1, 1, 1, 0)).isBetween(80L, 81L);
  }

  @Test
  void oneVeryLongRunIsNotTheRule() {
    times.add(1, 800, false);
    times.add(1, 1_000_000, false);
    assertThat(times.waitNanos(1, 1, 1, 0)).isEqualTo(1700);
  }

  @Test
  void aRunThatTakesLongerThanOthersMayTakeAsLongAgain() {
    assertThat(times.waitNanos(3, 1, 1, 4000)).isEqualTo(4000);
    times.add(1, 100, false);
    assertThat(times.waitNanos(3, 1, 1, 4000)).isEqualTo(4200);
    assertThat(times.waitNanos(3, 1, 1, 40)).isEqualTo(300);
  }

  @Test
  void runsOfMoreCallsAreKnownByThemselvesOrAsIfEachCallTookAsLong() {
    times.add(1, 100, false);
    assertThat(times.waitNanos(1, 64, 1, 0)).isEqualTo(6400);
    times.add(20, 120, false);
    assertThat(times.waitNanos(1, 31, 1, 0)).isEqualTo(120);
    assertThat(times.waitNanos(1, 64, 1, 0)).isEqualTo(480);
    assertThat(times.waitNanos(1, 1, 1, 0)).isEqualTo(100);
  }
}
