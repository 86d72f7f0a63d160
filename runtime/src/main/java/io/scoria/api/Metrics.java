package io.scoria.api;

import java.time.Duration;

/**
 * Numbers that a script counts. Names are of letters, digits and {@code _}, and begin with a
 * letter: {@code images_rejected}. Thread-safe.
 */
public interface Metrics {
  /** The counter of the name; the same each time. */
  Counter counter(String name);

  /** The timer of the name; the same each time. */
  Timer timer(String name);

  /** Counts what happens. Thread-safe. */
  interface Counter {
    /**
     * Adds to the counter.
     *
     * @param amount 0 or more
     */
    void add(long amount);

    default void add() {
      add(1);
    }
  }

  /** Measures how long something takes. Thread-safe. */
  interface Timer {
    void record(Duration time);
  }
}
