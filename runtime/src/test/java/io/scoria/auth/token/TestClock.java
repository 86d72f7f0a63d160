package io.scoria.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The machine's clock and the one that nobody sets, both moved by a test. Not thread-safe. */
final class TestClock implements InstantSource {
  /** In seconds since 1970. */
  static final long START = 1_800_000_000L;

  private Instant wall = Instant.ofEpochSecond(START);
  private long nanos = -5; // any: only differences count

  /** Time passes. */
  void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  /** Somebody sets the machine's clock. */
  void step(Duration by) {
    wall = wall.plus(by);
  }

  @Override
  public Instant instant() {
    return wall;
  }

  long nanoTime() {
    return nanos;
  }
}
