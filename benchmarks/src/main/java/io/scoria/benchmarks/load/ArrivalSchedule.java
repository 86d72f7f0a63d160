package io.scoria.benchmarks.load;

import java.util.SplittableRandom;

/**
 * The moments at which requests of an open loop are meant to be sent, whatever the server does.
 * Holds one moment at a time. Not thread-safe.
 */
interface ArrivalSchedule {
  /** After the last. */
  long NEVER = Long.MAX_VALUE;

  /** The moment of the next request; {@link #NEVER} after the last. */
  long intendedNanos();

  void advance();

  /** No requests at all. */
  static ArrivalSchedule none() {
    return uniform(0, 0, 1, 0, 1);
  }

  /**
   * Every {@code stride}-th of the requests that follow each other at equal distance, beginning
   * with the {@code first}-th: the share of one of several senders.
   */
  static ArrivalSchedule uniform(
      long startNanos, long endNanos, double perSecond, int first, int stride) {
    return new ArrivalSchedule() {
      private long index = first;

      @Override
      public long intendedNanos() {
        // From the index each time: an interval that is added up would drift.
        long at = startNanos + Math.round(index * (1e9 / perSecond));
        return at < endNanos ? at : NEVER;
      }

      @Override
      public void advance() {
        index += stride;
      }
    };
  }

  /**
   * Requests of many clients that know nothing of each other: exponential distances. Several such
   * schedules together are one of the sum of their rates.
   */
  static ArrivalSchedule poisson(long startNanos, long endNanos, double perSecond, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new ArrivalSchedule() {
      private double at = startNanos + distance();

      private double distance() {
        return -Math.log1p(-random.nextDouble()) * 1e9 / perSecond;
      }

      @Override
      public long intendedNanos() {
        return at < endNanos ? (long) at : NEVER;
      }

      @Override
      public void advance() {
        at += distance();
      }
    };
  }
}
