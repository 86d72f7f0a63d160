package io.scoria.batch;

import java.util.List;

/**
 * What calibration found, in a form that can be kept.
 *
 * @param runNanos of runs of 1, 2, 4, ... rows; 0 where that was not measured
 */
public record Measurement(BatchPolicy policy, List<Long> runNanos) {
  public Measurement {
    runNanos = List.copyOf(runNanos);
  }
}
