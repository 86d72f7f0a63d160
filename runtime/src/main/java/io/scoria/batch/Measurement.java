package io.scoria.batch;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What calibration found, in a form that can be kept.
 *
 * @param runNanos of runs of 1, 2, 4, ... rows; 0 where that was not measured
 */
public record Measurement(BatchPolicy policy, List<Long> runNanos) {
  private static final long MAX_RUN_NANOS = TimeUnit.DAYS.toNanos(1);

  /** Times from here on tell whether something else had the processors. */
  private static final long MIN_TOLD_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /** Runs of more rows take no less than this share of the time of any with fewer. */
  private static final double LEAST_SHARE = 0.75;

  public Measurement {
    runNanos = List.copyOf(runNanos);
    if (runNanos.stream().anyMatch(nanos -> nanos < 0 || nanos > MAX_RUN_NANOS)) {
      throw new IllegalArgumentException("run-nanos has what no run can take: " + runNanos);
    }
  }

  /**
   * Whether something else surely had the processors meanwhile: a run of more rows took far less
   * time than one of fewer.
   */
  public boolean isDisturbed() {
    long longest = 0;
    for (long nanos : runNanos) {
      if (nanos > 0 && longest > MIN_TOLD_NANOS && nanos < LEAST_SHARE * longest) {
        return true;
      }
      longest = Math.max(longest, nanos);
    }
    return false;
  }
}
