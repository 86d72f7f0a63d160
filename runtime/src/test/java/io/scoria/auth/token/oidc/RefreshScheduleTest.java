package io.scoria.auth.token.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When an issuer is asked again. */
class RefreshScheduleTest {
  private final RefreshSchedule schedule = new RefreshSchedule(new SplittableRandom(1));

  @Test
  void everyFiveMinutesAndALittle() {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pauses.add(schedule.afterSuccess());
    }
    assertThat(pauses)
        .allMatch(it -> it.compareTo(Duration.ofMinutes(5)) >= 0)
        .allMatch(it -> it.compareTo(Duration.ofSeconds(330)) <= 0);
    assertThat(pauses.stream().distinct().count()).isGreaterThan(90);
  }

  @Test
  void afterFailuresSoonerAndThenLessOften() {
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      assertThat(schedule.afterFailure())
          .isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1100));
    }
    schedule.afterSuccess();
    assertThat(schedule.afterFailure()).isLessThan(Duration.ofSeconds(2));
  }
}
