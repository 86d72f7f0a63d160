package io.scoria.batch;

import io.scoria.engine.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same on several threads at once, the caller's among them. */
final class Overlap {
  private Overlap() {}

  /** Runs, and tells how long a run took. */
  interface Timed {
    long nanos() throws RunException;
  }

  /** The largest of the results. */
  static long slowest(int threads, Timed task) throws RunException {
    try (var executor = Executors.newFixedThreadPool(Math.max(1, threads - 1))) {
      List<Future<Long>> others = new ArrayList<>();
      for (int i = 1; i < threads; i++) {
        others.add(executor.submit(task::nanos));
      }
      long slowest = task.nanos();
      for (Future<Long> other : others) {
        slowest = Math.max(slowest, other.get());
      }
      return slowest;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RunException run) {
        throw run;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }
}
