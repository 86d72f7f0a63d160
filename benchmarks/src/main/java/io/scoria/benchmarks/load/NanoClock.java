package io.scoria.benchmarks.load;

/** Nanoseconds since some moment before the run, never negative. Thread-safe. */
interface NanoClock {
  long nowNanos();

  static NanoClock startingNow() {
    long origin = System.nanoTime();
    return () -> System.nanoTime() - origin;
  }
}
