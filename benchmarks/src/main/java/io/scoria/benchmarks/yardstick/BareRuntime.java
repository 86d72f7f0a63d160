package io.scoria.benchmarks.yardstick;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
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
 * Bare ONNX Runtime: a model run in a loop through the Java binding, with nothing around it, at
 * batch sizes that double and in every thread layout. A process of its own, whose processor time is
 * thus the model's.
 */
public final class BareRuntime {
  /** No larger batch is tried where one run would take longer than this. */
  private static final double MAX_RUN_SECONDS = 1;

  private static final double WARM_UP_SECONDS = 0.15;
  private static final int WARM_UP_RUNS = 3;

  private final OrtEnvironment environment =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "bare");
  private final Path model;
  private final int maxBatch;
  private final double seconds;
  private final OwnCpuClock cpu = new OwnCpuClock();

  private BareRuntime(Path model, int maxBatch, double seconds) {
    this.model = model;
    this.maxBatch = maxBatch;
    this.seconds = seconds;
  }

  /**
   * Measures, and prints a line for each layout and batch size as soon as it is known.
   *
   * @param args path of the model, largest batch size, seconds for each measurement
   */
  public static void main(String[] args) throws Exception {
    BareRuntime bare =
        new BareRuntime(Path.of(args[0]), Integer.parseInt(args[1]), Double.parseDouble(args[2]));
    int processors = Runtime.getRuntime().availableProcessors();
    for (ThreadLayout layout : ThreadLayout.forProcessors(processors)) {
      bare.sweep(layout);
    }
  }

  private void sweep(ThreadLayout layout)
      throws OrtException, InterruptedException, ExecutionException {
    List<BareInstance> instances = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(layout.instances())) {
      for (int i = 0; i < layout.instances(); i++) {
        instances.add(new BareInstance(environment, model, layout.threads()));
      }
      int fixed = instances.getFirst().fixedBatch();
      for (int batch = Math.max(1, fixed); batch <= Math.max(maxBatch, fixed); batch *= 2) {
        BarePoint point = measure(layout, instances, threads, batch);
        System.out.println(point.toLine());
        double runSeconds = batch * layout.instances() / point.rowsPerSecond();
        if (fixed > 0 || 2 * runSeconds > MAX_RUN_SECONDS) {
          break;
        }
      }
    } finally {
      for (BareInstance instance : instances) {
        instance.close();
      }
    }
  }

  private BarePoint measure(
      ThreadLayout layout, List<BareInstance> instances, ExecutorService threads, int batch)
      throws InterruptedException, ExecutionException {
    long[] start = new long[1];
    CyclicBarrier begin = new CyclicBarrier(instances.size(), () -> start[0] = cpu.nanos());
    List<Callable<Pace>> loops =
        instances.stream().map(instance -> loop(instance, batch, begin)).toList();
    List<Future<Pace>> done = threads.invokeAll(loops);
    double cpuNanos = cpu.nanos() - start[0];
    long rows = 0;
    double rowsPerSecond = 0;
    for (Future<Pace> each : done) {
      long ofOne = each.get().runs() * batch;
      rows += ofOne;
      rowsPerSecond += ofOne / each.get().seconds();
    }
    return new BarePoint(layout, batch, rowsPerSecond, cpuNanos / rows);
  }

  /** How often an instance ran, and for how long. */
  private record Pace(long runs, double seconds) {}

  private Callable<Pace> loop(BareInstance instance, int batch, CyclicBarrier begin) {
    return () -> {
      try (BareInstance.Run run = instance.prepare(batch)) {
        repeat(run, WARM_UP_SECONDS, WARM_UP_RUNS);
        await(begin);
        return repeat(run, seconds, 1);
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

  private static Pace repeat(BareInstance.Run run, double seconds, int atLeast)
      throws OrtException {
    long startNanos = System.nanoTime();
    long limitNanos = (long) (seconds * 1e9);
    long runs = 0;
    while (runs < atLeast || System.nanoTime() - startNanos < limitNanos) {
      run.once();
      runs++;
    }
    return new Pace(runs, (System.nanoTime() - startNanos) / 1e9);
  }
}
