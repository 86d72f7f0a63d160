package io.scoria.log;

/** Tells of a count that grows, now and then. Used by one thread at a time. */
final class LossReport {
  private final long everyNanos;
  private long reported;
  private long dueNanos = System.nanoTime();

  /**
   * @param everyNanos between two tellings, at least
   */
  LossReport(long everyNanos) {
    this.everyNanos = everyNanos;
  }

  /** By how much the count has grown since it was told of; 0 where that is not to be told now. */
  long due(long count, long nowNanos) {
    if (count == reported || nowNanos - dueNanos < 0) {
      return 0;
    }
    long grown = count - reported;
    reported = count;
    dueNanos = nowNanos + everyNanos;
    return grown;
  }

  /** What there is to tell is told the next time. */
  void hurry() {
    dueNanos = System.nanoTime();
  }
}
