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

  public Measurement {
    runNanos = List.copyOf(runNanos);
    if (runNanos.stream().anyMatch(nanos -> nanos < 0 || nanos > MAX_RUN_NANOS)) {
      throw new IllegalArgumentException("run-nanos has what no run can take: " + runNanos);
    }
  }
}
