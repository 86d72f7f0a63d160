package io.scoria.benchmarks.endtoend;

/** What is measured once in each round of closed loops, before the servers are. */
interface Turn {
  /** Where there is nothing but servers. */
  Turn NONE = () -> {};

  /** Measures, which takes seconds, and keeps what was found. */
  void take() throws InterruptedException;
}
