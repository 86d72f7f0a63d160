package io.scoria.admission;

import java.util.function.LongSupplier;

/**
 * The integral over time of the calls that are in flight: what all of them together have been in
 * flight so far, in nanoseconds. Exact however short they are and whenever it is read, since
 * nothing is sampled: each stripe keeps how many of its calls are in flight, and the sum of the
 * times at which calls ended less those at which calls began. Thread-safe.
 */
final class BusyTime {
  private static final int STRIPES = 16; // a power of two

  private final LongSupplier nanoTime;
  private final long originNanos;
  private final Stripe[] stripes = new Stripe[STRIPES];

  BusyTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    originNanos = nanoTime.getAsLong();
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /** Count and sum change together; locked for a few instructions, seldom by two threads at once. */
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

  /**
   * A call is in flight from here on.
   *
   * @return what {@link #end} is told
   */
  int begin() {
    int stripe = (int) Thread.currentThread().threadId() & (STRIPES - 1);
    stripes[stripe].begin(now());
    return stripe;
  }

  /** A call that began there is in flight no more. Called on any thread. */
  void end(int stripe) {
    stripes[stripe].end(now());
  }

  private long now() {
    return nanoTime.getAsLong() - originNanos;
  }

  /** The integral until now. Past 2^63 it goes on from -2^63: differences stay right. */
  long nanos() {
    long now = now();
    long sum = 0;
    for (Stripe stripe : stripes) {
      sum += stripe.until(now);
    }
    return sum;
  }
}
