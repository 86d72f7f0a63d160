package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.LoadResult;
import java.util.List;

/**
 * Open loops at rising rates.
 *
 * @param peak requests a second of the best closed loop in the same arrangement
 * @param deadlineNanos up to which an answer is good
 * @param points by rate, ascending
 */
public record OpenResult(
    Arrangement arrangement, double peak, long deadlineNanos, List<Point> points) {
  /** Where a smaller share than this of the requests is sent, the rate was not reached. */
  public static final double LEAST_SENT = 0.95;

  /** A load generator that is busy for a larger share of its time than this is the limit. */
  public static final double MOST_BUSY = 0.95;

  /**
   * One rate.
   *
   * @param percent of the peak
   * @param offered requests a second
   */
  public record Point(int percent, double offered, LoadResult result) {}

  /** The highest goodput at any rate. */
  public double bestGoodput() {
    return points.stream().mapToDouble(point -> point.result().goodput()).max().orElse(0);
  }

  /**
   * The share of the peak that goodput can keep where every request above it costs so much, since
   * it has to be read and answered too, and a scored one what it costs at the peak. With P requests
   * a second at the peak on S processors, offered f times P, and x = P * nanos / S: (1 - f x) / (1
   * - x), but no more than all and no less than nothing.
   *
   * @param refusalNanos processor time of a refusal
   */
  public double couldKeep(Point point, double refusalNanos) {
    double share = peak * refusalNanos / 1e9 / arrangement.serverProcessors();
    double kept = (1 - point.percent() / 100.0 * share) / (1 - share);
    return Math.clamp(kept, 0, 1);
  }

  /** The share of the processors which the load generator can use that it kept busy. */
  public double clientBusy(Point point) {
    return point.result().cpu().clientProcessors() / arrangement.clientProcessors();
  }

  /** Whether the rate says little of the server, since the load generator did not keep up. */
  public boolean clientLimited(Point point) {
    return clientBusy(point) > MOST_BUSY;
  }

  /**
   * Whether requests could not be sent though the load generator had time for it: all of its
   * connections waited for the server, which had as many requests at once and no more.
   */
  public boolean connectionsFull(Point point) {
    return !clientLimited(point) && point.result().counts().sentShare() < LEAST_SENT;
  }
}
