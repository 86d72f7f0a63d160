package io.scoria.benchmarks.yardstick;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.scoria.benchmarks.yardstick.BareSessions.Span;
import io.scoria.engine.ort.RuntimeTelemetry;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * Bare ONNX Runtime: a model run in a loop through the Java binding, with nothing around it, at
 * batch sizes that double and in every thread layout. A process of its own, whose processor time is
 * thus the model's.
 */
public final class BareRuntime {
  /** No larger batch is tried where one run would take longer than this. */
  private static final double MAX_RUN_SECONDS = 1;

  private static final Span WARM_UP = new Span(0.15, 3);

  private final OrtEnvironment environment = environment();
  private final Path model;
  private final int maxBatch;
  private final Span counted;

  private BareRuntime(Path model, int maxBatch, double seconds) {
    this.model = model;
    this.maxBatch = maxBatch;
    counted = new Span(seconds, 1);
  }

  static OrtEnvironment environment() {
    RuntimeTelemetry.forbid(); // as the server does
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "bare");
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
    try (BareSessions sessions = new BareSessions(environment, model, layout)) {
      int fixed = sessions.fixedBatch();
      for (int batch = Math.max(1, fixed); batch <= Math.max(maxBatch, fixed); batch *= 2) {
        BareTurn turn = sessions.run(batch, WARM_UP, counted);
        System.out.println(BarePoint.of(layout, batch, turn).toLine());
        double runSeconds = batch * layout.instances() / turn.rowsPerSecond();
        if (fixed > 0 || 2 * runSeconds > MAX_RUN_SECONDS) {
          break;
        }
      }
    }
  }
}
