package io.scoria.entry;

/**
 * How long runs of a script take of late: the base of the wait that is predicted for a call.
 *
 * <p>Of the first runs the least counts, and not their mean: the first run of a process often loads
 * what later ones find, and calls that come after it are not to be refused for a wait that they
 * will not have. Thread-safe; where two are added at the same moment, one of them may be lost.
 */
public final class RunTimes {
  /** Weight of the newest run in the mean: 1/8, as in the mean round trip of RFC 6298. */
  private static final double WEIGHT = 0.125;

  private static final int FIRST_RUNS = 2; // beside the first of each process

  private final int firstRuns;
  private volatile int first; // of those that have run
  private volatile double nanos;

  /**
   * @param processes that run it
   */
  public RunTimes(int processes) {
    firstRuns = processes + FIRST_RUNS;
  }

  public void add(long runNanos) {
    int before = first;
    double known = nanos;
    if (before == firstRuns) {
      nanos = known + WEIGHT * (runNanos - known);
      return;
    }
    nanos = before == 0 ? runNanos : Math.min(known, (double) runNanos);
    first = before + 1;
  }

  /** 0 before the first. */
  public long meanNanos() {
    return Math.round(nanos);
  }
}
