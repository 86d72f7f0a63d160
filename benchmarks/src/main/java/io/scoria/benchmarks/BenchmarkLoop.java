package io.scoria.benchmarks;

import io.scoria.call.Loop;

/** The event loop that a benchmark's one thread stands for. Runs no tasks. */
enum BenchmarkLoop implements Loop {
  ONE;

  @Override
  public int index() {
    return 0;
  }

  @Override
  public void atEndOfIteration(Runnable task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void atEndOfNextIteration(Runnable task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void afterNextRead(Runnable task) {
    throw new UnsupportedOperationException();
  }
}
