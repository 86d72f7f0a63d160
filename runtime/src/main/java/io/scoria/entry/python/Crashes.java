package io.scoria.entry.python;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How often workers died lately, and what follows from it. Thread-safe. */
final class Crashes {
  static final int LIMIT = 5;
  static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A worker that has been up for so long is well again. */
  static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long FIRST_DELAY_MS = 100;
  private static final long MAX_DELAY_MS = 5000;

  private final ArrayDeque<Long> times = new ArrayDeque<>(); // guarded by this
  private String reason = ""; // guarded by this
  private boolean troubled; // guarded by this
  private long crashed; // guarded by this
  private long timedOut; // guarded by this

  /** A worker died. True where from now on the script cannot be relied on. */
  synchronized boolean add(long nowNanos, String why) {
    crashed++;
    times.add(nowNanos);
    while (nowNanos - times.getFirst() > WINDOW_NANOS) {
      times.removeFirst();
    }
    reason = why;
    boolean before = troubled;
    troubled |= times.size() >= LIMIT;
    return troubled && !before;
  }

  /** A worker was ended since its script did not end in its time; that tells nothing of others. */
  synchronized void addTimeout() {
    timedOut++;
  }

  /** Workers that died so far. */
  synchronized long crashed() {
    return crashed;
  }

  /** Workers that were ended so far. */
  synchronized long timedOut() {
    return timedOut;
  }

  /**
   * Why the script cannot be relied on, for people.
   *
   * @param upNanos how long the worker that has been up longest has been
   */
  synchronized Optional<String> problem(long nowNanos, long upNanos) {
    if (troubled && upNanos >= STEADY_NANOS && nowNanos - times.getLast() >= STEADY_NANOS) {
      troubled = false;
      times.clear();
    }
    return troubled
        ? Optional.of(
            "workers of the script died %d times within a minute, last: %s"
                .formatted(times.size(), reason))
        : Optional.empty();
  }

  /** How long to wait after so many crashes in a row, from 1. */
  static long delayMs(int crashesInARow) {
    int doublings = Math.min(crashesInARow - 1, 10);
    return Math.min(FIRST_DELAY_MS << doublings, MAX_DELAY_MS);
  }
}
