package io.scoria.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivingBodiesTest {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ArrivingBodies arriving = new ArrivingBodies();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 123_456_789_012L, -1, -987_654_321_098L, Long.MAX_VALUE - 5})
  void aBodyCountsUntilItHasCome(long nowNanos) {
    long one = arriving.begin(nowNanos);
    long other = arriving.begin(nowNanos + 1);
    assertThat(arriving.count(nowNanos + 2)).isEqualTo(2);
    arriving.end(one);
    assertThat(arriving.count(nowNanos + 3)).isEqualTo(1);
    arriving.end(other);
    assertThat(arriving.count(nowNanos + 4)).isZero();
  }

  @Test
  void aBodyThatDoesNotComeCountsForAQuarterOfASecond() {
    long slow = arriving.begin(0);
    assertThat(arriving.count(SECOND_NANOS / 5)).isEqualTo(1);
    assertThat(arriving.count(SECOND_NANOS / 3)).isZero();
    arriving.end(slow);
    assertThat(arriving.count(SECOND_NANOS / 3)).isZero();
  }

  @Test
  void theEndOfABodyThatWasForgottenEndsNoOther() {
    long slow = arriving.begin(0);
    long other = arriving.begin(8L << 25); // counted where the slow one was
    assertThat(arriving.count(8L << 25)).isEqualTo(1);
    arriving.end(slow);
    assertThat(arriving.count(8L << 25)).isEqualTo(1);
    arriving.end(other);
    assertThat(arriving.count(8L << 25)).isZero();
  }

  @Test
  void countsAsAListOfThemDoes() {
    SplittableRandom random = new SplittableRandom(7);
    List<long[]> coming = new ArrayList<>(); // time of the begin, what ends it
    long nowNanos = -SECOND_NANOS;
    for (int i = 0; i < 20_000; i++) {
      nowNanos += random.nextLong(20_000_000);
      if (random.nextBoolean() || coming.isEmpty()) {
        coming.add(new long[] {nowNanos, arriving.begin(nowNanos)});
      } else {
        arriving.end(coming.remove(random.nextInt(coming.size()))[1]);
      }
      long slot = Math.floorDiv(nowNanos, 1L << 25);
      long young =
          coming.stream().filter(each -> slot - Math.floorDiv(each[0], 1L << 25) < 8).count();
      assertThat(arriving.count(nowNanos)).isEqualTo((int) young);
    }
  }
}
