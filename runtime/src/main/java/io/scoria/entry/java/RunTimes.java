package io.scoria.entry.java;

/**
 * How long runs have taken of late. Thread-safe; where two are added at the same moment, one of
 * them may be lost.
 */
final class RunTimes {
  private static final int WEIGHT = 8;

  private volatile long meanNanos;

  void add(long runNanos) {
    long mean = meanNanos;
    meanNanos = mean == 0 ? runNanos : mean + (runNanos - mean) / WEIGHT;
  }

  /** 0 before the first. */
  long meanNanos() {
    return meanNanos;
  }
}
