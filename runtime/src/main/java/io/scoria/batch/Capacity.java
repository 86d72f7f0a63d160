package io.scoria.batch;

import java.util.List;

/**
 * How many calls a replica is best kept busy with: the fewest in flight with which it reaches nine
 * tenths of its greatest throughput, by the measured times of its runs. More in flight only wait
 * for longer; with fewer it could do more.
 */
final class Capacity {
  /** Processor time of a request on an event loop without its model. */
  private static final double LOOP_NANOS = 10_000;

  private static final double ENOUGH = 0.9; // of the greatest throughput

  private Capacity() {}

  /**
   * In calls of one row each.
   *
   * @param runNanos of runs of 1, 2, 4, ... rows; 0 where that is not known
   * @param loops that run the model where the policy says so
   */
  static int of(BatchPolicy policy, List<Long> runNanos, int loops) {
    if (policy.maxTickRows() > 0) {
      return loops * batch(policy.joins() ? policy.maxTickRows() : 1, runNanos, LOOP_NANOS);
    }
    return policy.instances() * batch(policy.joins() ? policy.maxBatchRows() : 1, runNanos, 0);
  }

  /**
   * The fewest rows, of the powers of two up to the most, with which a row takes hardly longer than
   * with the best number of them; the most where no time is known.
   */
  private static int batch(int most, List<Long> runNanos, double nanosBesideRun) {
    double least = Double.MAX_VALUE;
    for (int i = 0; isWithin(i, most, runNanos); i++) {
      least = Math.min(least, nanosPerRow(i, runNanos, nanosBesideRun));
    }
    for (int i = 0; isWithin(i, most, runNanos); i++) {
      if (nanosPerRow(i, runNanos, nanosBesideRun) * ENOUGH <= least) {
        return 1 << i;
      }
    }
    return most;
  }

  private static boolean isWithin(int index, int most, List<Long> runNanos) {
    return index < runNanos.size() && runNanos.get(index) > 0 && 1L << index <= most;
  }

  private static double nanosPerRow(int index, List<Long> runNanos, double nanosBesideRun) {
    return nanosBesideRun + (double) runNanos.get(index) / (1L << index);
  }
}
