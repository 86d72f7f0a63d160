package io.scoria.benchmarks.endtoend;

/**
 * Decides when a server has stopped getting faster, from what a request cost in one window after
 * another: when several windows in a row were not clearly cheaper than the best before them, and
 * its compilers rested in the last of them. A slow decline adds up until it is clear; of a server
 * of few requests a second the compilers work long after that is lost in noise. Not thread-safe.
 */
final class Settling {
  /** How much cheaper is clearly cheaper: more than windows differ by chance. */
  private static final double CLEARLY = 0.03;

  private static final int WINDOWS = 5;

  /** The share of a server's processor time that compilers at rest still use. */
  private static final double AT_REST = 0.02;

  private double best = Double.POSITIVE_INFINITY;
  private int windowsSinceBest;

  /**
   * Takes the next window.
   *
   * @param cost of a request; NaN where none was scored
   * @param compilers their share of the server's processor time; 0 where it is not known
   * @return true where the server has settled
   */
  boolean add(double cost, double compilers) {
    if (cost < best * (1 - CLEARLY)) {
      best = cost;
      windowsSinceBest = 0;
    } else {
      windowsSinceBest++;
    }
    return windowsSinceBest >= WINDOWS && compilers <= AT_REST;
  }
}
