package io.scoria.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** At most so many in each second. Thread-safe, and without a lock. */
final class RateLimit {
  private static final int COUNT_BITS = 24;
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private final int perSecond;
  private final long originNanos;
  private final AtomicLong state = new AtomicLong(); // the second, and how many there were in it

  /**
   * @param perSecond less than 2 to the 24
   * @param originNanos no later than what is asked for, by {@link System#nanoTime}
   */
  RateLimit(int perSecond, long originNanos) {
    this.perSecond = perSecond;
    this.originNanos = originNanos;
  }

  /** True where there is room for one more; it is then taken. */
  boolean tryTake(long nowNanos) {
    long second = (nowNanos - originNanos) / TimeUnit.SECONDS.toNanos(1);
    while (true) {
      long seen = state.get();
      boolean newSecond = (seen >> COUNT_BITS) < second; // a clock read earlier counts in the later
      if (!newSecond && (seen & COUNT_MASK) >= perSecond) {
        return false;
      }
      long next = newSecond ? (second << COUNT_BITS) + 1 : seen + 1;
      if (state.compareAndSet(seen, next)) {
        return true;
      }
    }
  }
}
