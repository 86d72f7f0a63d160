package io.scoria.batch;

import io.scoria.engine.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same on several threads at once. */
final class Overlap {
  private Overlap() {}

  /** The largest of the results. */
  static long slowest(int threads, Callable<Long> task) throws RunException {
    try (var executor = Executors.newFixedThreadPool(threads)) {
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        results.add(executor.submit(task));
      }
      long slowest = 0;
      for (Future<Long> result : results) {
        slowest = Math.max(slowest, result.get());
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
