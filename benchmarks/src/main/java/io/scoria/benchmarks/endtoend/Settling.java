package io.scoria.benchmarks.endtoend;

/**
 * Decides when a server has stopped getting faster, from what a request cost in one window after
 * another: when several windows in a row were not clearly cheaper than the best before them. A slow
 * decline adds up until it is clear. Not thread-safe.
 */
final class Settling {
  /** How much cheaper is clearly cheaper: more than windows differ by chance. */
  private static final double CLEARLY = 0.03;

  private static final int WINDOWS = 5;

  private double best = Double.POSITIVE_INFINITY;
  private int windowsSinceBest;

  /**
   * Takes the next window.
   *
   * @param cost of a request; NaN where none was scored
   * @return true where the server has settled
   */
  boolean add(double cost) {
    if (cost < best * (1 - CLEARLY)) {
      best = cost;
      windowsSinceBest = 0;
    } else {
      windowsSinceBest++;
    }
    return windowsSinceBest >= WINDOWS;
  }
}
