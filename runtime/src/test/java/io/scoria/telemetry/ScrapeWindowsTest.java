package io.scoria.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeWindowsTest {
  private static final long SECOND = 1_000_000_000L;

  private final ScrapeWindows windows = new ScrapeWindows(0, 0);

  @Test
  void eachAverageIsSinceTheLastReadingOfTheSameReader() {
    assertThat(windows.average("a", 20, 10 * SECOND)).isEqualTo(2);
    assertThat(windows.average("a", 25, 20 * SECOND)).isEqualTo(0.5);
    assertThat(windows.average("a", 25, 25 * SECOND)).isZero();
  }

  @Test
  void anotherReaderDoesNotCutAWindowShort() {
    windows.average("a", 0, 10 * SECOND);
    windows.average("curl", 100, 19 * SECOND);
    assertThat(windows.average("a", 100, 20 * SECOND)).isEqualTo(10);
  }

  @Test
  void aNewReaderGetsTheTimeSinceTheLastReadingOfAnyone() {
    windows.average("a", 1000, 10 * SECOND);
    assertThat(windows.average("b", 1004, 12 * SECOND)).isEqualTo(2);
  }

  @Test
  void aReaderThatWasAwayForLongIsANewOne() {
    long longNanos = ScrapeWindows.FORGET_MINUTES * 60 * SECOND;
    windows.average("b", 0, 0);
    windows.average("a", 500, longNanos - SECOND);
    assertThat(windows.average("b", 503, longNanos + SECOND)).isEqualTo(1.5);
  }

  @Test
  void ofManyReadersTheOneThatCameLastAgoIsForgotten() {
    windows.average("first", 0, SECOND);
    for (int i = 0; i < ScrapeWindows.MOST; i++) {
      windows.average("reader " + i, 10, 2 * SECOND);
    }
    assertThat(windows.average("first", 14, 4 * SECOND)).isEqualTo(2); // as for a new one
    assertThat(windows.average("reader 5", 18, 6 * SECOND)).isEqualTo(2); // 8 in 4 s
  }

  @Test
  void whereNoTimeHasPassedItIsWhatItWas() {
    assertThat(windows.average("a", 20, 10 * SECOND)).isEqualTo(2);
    assertThat(windows.average("a", 20, 10 * SECOND)).isEqualTo(2);
  }
}
