package io.scoria.call;

import java.util.function.LongSupplier;

/**
 * Bounds the lines that clients can cause in the log: so many in a second, and the number of those
 * that were left out. Thread-safe.
 */
public final class LogLimit {
  private static final long SECOND_NANOS = 1_000_000_000;

  private final int mostPerSecond;
  private final LongSupplier nanoTime;
  private long secondNanos; // when the second began that is counted; guarded by this
  private int used; // guarded by this
  private long leftOut; // guarded by this

  public LogLimit(int mostPerSecond) {
    this(mostPerSecond, System::nanoTime);
  }

  LogLimit(int mostPerSecond, LongSupplier nanoTime) {
    this.mostPerSecond = mostPerSecond;
    this.nanoTime = nanoTime;
    secondNanos = nanoTime.getAsLong();
  }

  /** What {@link #ask} gives where nothing may be logged. */
  public static final long NOT_NOW = -1;

  /**
   * Asks for one line.
   *
   * @return {@link #NOT_NOW}; or how many were left out since a line was last given, for this one
   *     to tell
   */
  public synchronized long ask() {
    long nowNanos = nanoTime.getAsLong();
    if (nowNanos - secondNanos >= SECOND_NANOS) {
      secondNanos = nowNanos;
      used = 0;
    }
    if (used == mostPerSecond) {
      leftOut++;
      return NOT_NOW;
    }
    used++;
    long before = leftOut;
    leftOut = 0;
    return before;
  }
}
