package io.scoria.benchmarks.cli;

import java.io.PrintWriter;

/** Progress for people, on the error stream, with the time since the start. */
final class Terminal {
  private final PrintWriter err;
  private final long startNanos = System.nanoTime();

  Terminal(PrintWriter err) {
    this.err = err;
  }

  void say(String line) {
    long seconds = (System.nanoTime() - startNanos) / 1_000_000_000;
    err.println("[%2d:%02d] %s".formatted(seconds / 60, seconds % 60, line));
    err.flush();
  }
}
