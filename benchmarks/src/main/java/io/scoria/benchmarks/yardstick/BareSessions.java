package io.scoria.benchmarks.yardstick;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.scoria.benchmarks.process.OwnCpuClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The sessions of one thread layout and the threads that call them, which use no processor time
 * between turns. Used by one thread.
 */
final class BareSessions implements AutoCloseable {
  private final List<BareInstance> instances = new ArrayList<>();
  private final ExecutorService threads;
  private final OwnCpuClock cpu = new OwnCpuClock();

  /** Opens the sessions; where one cannot be opened, those before it stay open. */
  BareSessions(OrtEnvironment environment, Path model, ThreadLayout layout) throws OrtException {
    threads = Executors.newFixedThreadPool(layout.instances());
    for (int i = 0; i < layout.instances(); i++) {
      instances.add(new BareInstance(environment, model, layout.threads()));
    }
  }

  /** The only batch size that the model takes; 0 where it takes any. */
  int fixedBatch() {
    return instances.getFirst().fixedBatch();
  }

  /**
   * For how long to run, and how often at least.
   *
   * @param seconds after which no run begins
   */
  record Span(double seconds, int runs) {}

  /** Runs batches of one size on all instances, first some that do not count. Blocks. */
  BareTurn run(int batch, Span warmUp, Span counted)
      throws InterruptedException, ExecutionException {
    long[] startNanos = new long[1];
    CyclicBarrier begin = new CyclicBarrier(instances.size(), () -> startNanos[0] = cpu.nanos());
    List<Callable<Pace>> loops =
        instances.stream().map(instance -> loop(instance, batch, warmUp, counted, begin)).toList();
    List<Future<Pace>> done = threads.invokeAll(loops);
    long cpuNanos = cpu.nanos() - startNanos[0];
    long runs = 0;
    double seconds = 0;
    for (Future<Pace> each : done) {
      runs += each.get().runs();
      seconds += each.get().seconds() / instances.size();
    }
    return new BareTurn(runs * batch, seconds, cpuNanos);
  }

  /** How often an instance ran, and for how long. */
  private record Pace(long runs, double seconds) {}

  private static Callable<Pace> loop(
      BareInstance instance, int batch, Span warmUp, Span counted, CyclicBarrier begin) {
    return () -> {
      try (BareInstance.Run run = instance.prepare(batch)) {
        repeat(run, warmUp);
        await(begin);
        return repeat(run, counted);
      }
    };
  }

  private static void await(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException("another instance failed", e);
    }
  }

  private static Pace repeat(BareInstance.Run run, Span span) throws OrtException {
    long startNanos = System.nanoTime();
    long limitNanos = (long) (span.seconds() * 1e9);
    long runs = 0;
    while (runs < span.runs() || System.nanoTime() - startNanos < limitNanos) {
      run.once();
      runs++;
    }
    return new Pace(runs, (System.nanoTime() - startNanos) / 1e9);
  }

  /** Ends the threads and closes the sessions. */
  @Override
  public void close() throws OrtException {
    threads.close();
    for (BareInstance instance : instances) {
      instance.close();
    }
  }
}
