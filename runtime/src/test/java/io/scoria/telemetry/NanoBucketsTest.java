package io.scoria.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NanoBucketsTest {
  @Test
  void everyTimeIsInTheFirstBucketWhoseBoundIsNoLess() {
    double[] seconds = NanoBuckets.seconds();
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      assertPlaced(seconds, random.nextLong(1L << (1 + random.nextInt(62))));
    }
    for (double bound : seconds) {
      long nanos = bound == Double.POSITIVE_INFINITY ? Long.MAX_VALUE - 1 : Math.round(bound * 1e9);
      assertPlaced(seconds, nanos - 1);
      assertPlaced(seconds, nanos);
      assertPlaced(seconds, nanos + 1);
    }
    assertThat(NanoBuckets.index(0)).isZero();
  }

  private static void assertPlaced(double[] seconds, long nanos) {
    int index = NanoBuckets.index(nanos);
    assertThat(nanos).isLessThanOrEqualTo(bound(seconds, index));
    assertThat(index == 0 || nanos > bound(seconds, index - 1)).as(nanos + " ns").isTrue();
  }

  private static long bound(double[] seconds, int index) {
    double bound = seconds[index];
    return bound == Double.POSITIVE_INFINITY ? Long.MAX_VALUE : Math.round(bound * 1e9);
  }

  @Test
  void theyReachFromAMicrosecondToTenMinutesAndBeyond() {
    double[] seconds = NanoBuckets.seconds();
    assertThat(seconds).hasSize(NanoBuckets.COUNT).isSorted();
    assertThat(seconds[0]).isEqualTo(1e-6);
    assertThat(seconds[seconds.length - 2]).isEqualTo(600);
    assertThat(seconds[seconds.length - 1]).isEqualTo(Double.POSITIVE_INFINITY);
    for (int i = 1; i < seconds.length - 1; i++) {
      assertThat(seconds[i] / seconds[i - 1]).isBetween(1.9, 3.01);
    }
  }
}
