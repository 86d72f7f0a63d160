package io.scoria.entry;

/**
 * How long runs of a script take of late, by the calls that each has, and the wait that this
 * predicts for a call. Every run counts that had a place, however it ended.
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

  private static final int SIZES = 31; // 1, 2 to 3, 4 to 7, ... calls

  private final double[] meanNanos = new double[SIZES]; // guarded by this; 0 before the first
  private double firstNanos; // least of the first runs, for a call; guarded by this

  /**
   * A run has ended.
   *
   * @param calls that it had
   * @param first of its process
   */
  public synchronized void add(int calls, long runNanos, boolean first) {
    int size = size(calls);
    double mean = meanNanos[size];
    if (first) {
      double each = (double) runNanos / calls;
      firstNanos = firstNanos == 0 ? each : Math.min(firstNanos, each);
    } else if (mean > 0) {
      double counted = Math.min((double) runNanos, OUTLIER * mean);
      meanNanos[size] = mean + WEIGHT * (counted - mean);
    } else {
      meanNanos[size] = (double) Math.max(1, runNanos);
    }
  }

  /**
   * How long a call would wait for a place. Of the run that ends first it is expected that it takes
   * the mean time, or as long again as it has taken already.
   *
   * @param runsBefore that go on, or wait and will be before the call
   * @param callsOfRun that those have, in the mean
   * @param places for runs that go on at once
   * @param youngestNanos for how long even the run that began last has been going on
   */
  public synchronized long waitNanos(
      long runsBefore, int callsOfRun, int places, long youngestNanos) {
    if (runsBefore < places) {
      return 0;
    }
    double each = runNanos(callsOfRun);
    double first = Math.max(each, (double) youngestNanos);
    return Math.round((first + each * (runsBefore - places)) / places);
  }

  /** By runs of as many calls, else of fewer as if each call took as long; else of more. */
  private double runNanos(int calls) {
    int own = size(calls);
    for (int size = own; size >= 0; size--) {
      if (meanNanos[size] > 0) {
        return size == own ? meanNanos[size] : meanNanos[size] * calls / (1 << size);
      }
    }
    for (int size = own + 1; size < SIZES; size++) {
      if (meanNanos[size] > 0) {
        return meanNanos[size];
      }
    }
    return firstNanos * Math.max(1, calls);
  }

  private static int size(int calls) {
    return 31 - Integer.numberOfLeadingZeros(Math.max(1, calls));
  }
}
