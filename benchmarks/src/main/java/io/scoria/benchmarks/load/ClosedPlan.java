package io.scoria.benchmarks.load;

/**
 * A closed loop: as many requests under way as connections.
 *
 * @param warmUpSeconds before anything counts; longer where not every connection was answered by
 *     then
 * @param seconds of the window; longer where that would be less than a few round trips of every
 *     connection
 */
public record ClosedPlan(
    int connections, double warmUpSeconds, double seconds, LengthRange expectedLength) {
  /** No window is longer, however slow the server. */
  static final double MAX_SECONDS = 12;

  /** Round trips of every connection that a window should hold. */
  private static final int ROUND_TRIPS = 4;

  /**
   * The length of the window.
   *
   * @param perSecond requests scored in the warm-up
   */
  double windowSeconds(double perSecond) {
    double roundTrips = perSecond > 0 ? ROUND_TRIPS * connections / perSecond : MAX_SECONDS;
    return Math.max(seconds, Math.min(MAX_SECONDS, roundTrips));
  }
}
