package io.scoria.batch;

import io.scoria.engine.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * Does the same on several threads at once, the caller's among them. Keeps the others until it is
 * closed. Used by one thread.
 */
final class Overlap implements AutoCloseable {
  private final ExecutorService others = Executors.newCachedThreadPool();

  /** Runs, and tells how long a run took. */
  interface Timed {
    long nanos() throws RunException;
  }

  /** The largest of the results. No thread is at it any more when this returns, or throws. */
  long slowest(int threads, Timed task) throws RunException {
    List<FutureTask<Long>> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(new FutureTask<>(task::nanos));
    }
    all.subList(1, threads).forEach(others::execute);
    all.getFirst().run();
    long slowest = 0;
    Throwable wrong = null;
    for (FutureTask<Long> each : all) {
      try {
        slowest = Math.max(slowest, each.get());
      } catch (ExecutionException e) {
        wrong = e.getCause();
      } catch (InterruptedException e) { // the thread that starts a server is interrupted by nobody
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while measuring", e);
      }
    }
    if (wrong instanceof RunException run) {
      throw run;
    }
    if (wrong != null) {
      throw new IllegalStateException(wrong);
    }
    return slowest;
  }

  @Override
  public void close() {
    others.close();
  }
}
