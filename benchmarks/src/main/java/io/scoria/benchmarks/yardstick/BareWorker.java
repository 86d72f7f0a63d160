package io.scoria.benchmarks.yardstick;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.scoria.benchmarks.process.ChildProcess;
import io.scoria.benchmarks.yardstick.BareSessions.Span;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Bare ONNX Runtime that runs when it is told to, so that it can take turns with servers: a process
 * of its own that reads a {@link BareOrder} from a line, answers it with a {@link BareTurn}, and
 * waits without using processor time. It ends with its input. Used by one thread.
 */
public final class BareWorker implements AutoCloseable {
  /** Of a layout's first turn: its sessions and this process's compiler have work to do. */
  private static final Span FIRST_WARM_UP = new Span(1, 3);

  private static final Span WARM_UP = new Span(0.15, 1);

  private final OrtEnvironment environment = BareRuntime.environment();
  private final Path model;

  /** Those of every layout that was asked for; they stay open. */
  private final Map<ThreadLayout, BareSessions> sessions = new HashMap<>();

  BareWorker(Path model) {
    this.model = model;
  }

  /**
   * Does as it is told on standard input.
   *
   * @param args path of the model
   */
  public static void main(String[] args) throws Exception {
    try (BareWorker worker = new BareWorker(Path.of(args[0]));
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        BareTurn turn = worker.run(BareOrder.ofLine(line));
        System.out.println(ChildProcess.ANSWER + turn.toLine());
      }
    }
  }

  BareTurn run(BareOrder order) throws OrtException, InterruptedException, ExecutionException {
    BareSessions open = sessions.get(order.layout());
    boolean first = open == null;
    if (open == null) {
      open = new BareSessions(environment, model, order.layout());
      sessions.put(order.layout(), open);
    }
    return open.run(order.batch(), first ? FIRST_WARM_UP : WARM_UP, new Span(order.seconds(), 1));
  }

  @Override
  public void close() throws OrtException {
    for (BareSessions each : sessions.values()) {
      each.close();
    }
  }
}
