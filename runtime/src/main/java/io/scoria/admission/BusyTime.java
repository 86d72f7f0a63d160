package io.scoria.admission;

/**
 * The integral over time of the calls that are in flight: what all of them together have been in
 * flight so far, in nanoseconds. Exact however short they are and whenever it is read, since
 * nothing is sampled: each stripe keeps how many calls began there less those that ended, and the
 * sum of the times at which calls ended less those at which calls began. Thread-safe.
 */
final class BusyTime {
  private static final int STRIPES = 16; // a power of two

  private final long originNanos;
  private final Stripe[] stripes = new Stripe[STRIPES];

  /**
   * @param nowNanos by {@link System#nanoTime}, like all times here
   */
  BusyTime(long nowNanos) {
    originNanos = nowNanos;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /**
   * Count and sum change together; locked for a few instructions, seldom by two threads at once.
   */
  private static final class Stripe {
    private long calls; // guarded by this
    private long nanos; // of ends less those of beginnings; guarded by this

    synchronized void begin(long now) {
      calls++;
      nanos -= now;
    }

    synchronized void end(long now) {
      calls--;
      nanos += now;
    }

    synchronized long until(long now) {
      return nanos + calls * now;
    }
  }

  /** A call is in flight from then on. */
  void begin(long nowNanos) {
    stripe().begin(nowNanos - originNanos);
  }

  /**
   * A call is in flight no more. Called on any thread: only the sums of all stripes mean anything.
   */
  void end(long nowNanos) {
    stripe().end(nowNanos - originNanos);
  }

  /** Threads that run calls are few and were made one after the other, so mostly one's own. */
  private Stripe stripe() {
    return stripes[(int) Thread.currentThread().threadId() & (STRIPES - 1)];
  }

  /** The integral until then. Past 2^63 it goes on from -2^63: differences stay right. */
  long nanos(long nowNanos) {
    long now = nowNanos - originNanos;
    long sum = 0;
    for (Stripe stripe : stripes) {
      sum += stripe.until(now);
    }
    return sum;
  }
}
