package io.scoria.telemetry;

/**
 * The buckets of every histogram of times: bounds from a microsecond to ten minutes, two or three
 * to each power of ten, so that a quantile is known to within a factor of 2.5 whatever the model.
 */
final class NanoBuckets {
  private static final long[] BOUNDS = {
    1_000L,
    2_500L,
    5_000L,
    10_000L,
    25_000L,
    50_000L,
    100_000L,
    250_000L,
    500_000L,
    1_000_000L,
    2_500_000L,
    5_000_000L,
    10_000_000L,
    25_000_000L,
    50_000_000L,
    100_000_000L,
    250_000_000L,
    500_000_000L,
    1_000_000_000L,
    2_500_000_000L,
    5_000_000_000L,
    10_000_000_000L,
    30_000_000_000L,
    60_000_000_000L,
    120_000_000_000L,
    300_000_000_000L,
    600_000_000_000L
  };

  /** The bounds and what is above the last of them. */
  static final int COUNT = BOUNDS.length + 1;

  /** By the highest bit of a time, the first bucket that it may belong to. */
  private static final byte[] FIRST = first();

  private NanoBuckets() {}

  private static byte[] first() {
    byte[] first = new byte[64];
    for (int bit = 0; bit < first.length; bit++) {
      first[bit] = (byte) search(bit == 0 ? 0 : 1L << bit);
    }
    return first;
  }

  private static int search(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** The bucket of a time of 0 or more: the first whose bound is no less. */
  static int index(long nanos) {
    int bucket = FIRST[63 - Long.numberOfLeadingZeros(nanos | 1)];
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** The upper bounds in seconds; the last is infinite. */
  static double[] seconds() {
    double[] seconds = new double[COUNT];
    for (int i = 0; i < BOUNDS.length; i++) {
      seconds[i] = BOUNDS[i] / 1e9;
    }
    seconds[BOUNDS.length] = Double.POSITIVE_INFINITY;
    return seconds;
  }
}
