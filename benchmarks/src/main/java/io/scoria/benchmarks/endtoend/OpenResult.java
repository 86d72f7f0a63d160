package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.LoadResult;
import java.util.List;

/**
 * Open loops at rising rates.
 *
 * @param peak requests a second of the best closed loop
 * @param deadlineNanos up to which an answer is good
 * @param points by rate, ascending
 */
public record OpenResult(double peak, long deadlineNanos, List<Point> points) {

  /**
   * One rate.
   *
   * @param percent of the peak
   * @param offered requests a second
   */
  public record Point(int percent, double offered, LoadResult result) {}

  /** The highest goodput at any rate. */
  public double peakGoodput() {
    return points.stream().mapToDouble(point -> point.result().goodput()).max().orElse(0);
  }
}
