package io.scoria.entry;

/**
 * How long runs of a script take of late, and the wait that this predicts for a call. Every run
 * counts that had a place, however it ended.
 *
 * <p>But the first of each process: it often loads what later ones find, and calls that come after
 * it are not to be refused for a wait that they will not have. The least of those counts as long as
 * there is no other. Thread-safe.
 */
public final class RunTimes {
  /** Weight of the newest run in the mean: 1/8, as in the mean round trip of RFC 6298. */
  private static final double WEIGHT = 0.125;

  /** A run counts as no more than so many times the mean: a rare one is not the rule. */
  private static final double OUTLIER = 10;

  private double meanNanos; // guarded by this; 0 before the first
  private boolean known; // by a run that was not the first of its process; guarded by this

  /**
   * A run has ended.
   *
   * @param first of its process
   */
  public synchronized void add(long runNanos, boolean first) {
    if (first) {
      if (!known) {
        meanNanos = meanNanos == 0 ? (double) runNanos : Math.min(meanNanos, (double) runNanos);
      }
    } else if (known) {
      meanNanos += WEIGHT * (Math.min((double) runNanos, OUTLIER * meanNanos) - meanNanos);
    } else {
      meanNanos = (double) Math.max(1, runNanos);
      known = true;
    }
  }

  /**
   * How long a call would wait for a place. Of the run that ends first it is expected that it takes
   * the mean time, or as long again as it has taken already.
   *
   * @param runsBefore that go on, or wait and will be before the call
   * @param places for runs that go on at once
   * @param youngestNanos for how long even the run that began last has been going on
   */
  public synchronized long waitNanos(long runsBefore, int places, long youngestNanos) {
    if (runsBefore < places) {
      return 0;
    }
    double first = Math.max(meanNanos, (double) youngestNanos);
    return Math.round((first + meanNanos * (runsBefore - places)) / places);
  }
}
