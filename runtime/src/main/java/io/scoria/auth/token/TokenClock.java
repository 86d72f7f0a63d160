package io.scoria.auth.token;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time that tokens are held against. The machine's clock may be set back, and a token that has
 * expired is not to come alive by that: so time for expiry also goes on from when this was made, by
 * a clock that nobody sets. Thread-safe.
 */
final class TokenClock {
  private static final long NANOS_PER_MS = 1_000_000;

  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private final long startMs;
  private final long startNanos;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  TokenClock(InstantSource wall, LongSupplier nanoTime) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    startMs = wall.millis();
    startNanos = nanoTime.getAsLong();
  }

  /** Milliseconds since 1970, as the machine has them now. */
  long nowMs() {
    return wall.millis();
  }

  /** The same, but never earlier than the time that has passed since the start makes it. */
  long latestMs() {
    long passedMs = (nanoTime.getAsLong() - startNanos) / NANOS_PER_MS;
    return Math.max(wall.millis(), startMs + passedMs);
  }
}
