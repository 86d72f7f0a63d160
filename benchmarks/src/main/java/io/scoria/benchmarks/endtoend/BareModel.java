package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.process.ChildProcess;
import io.scoria.benchmarks.yardstick.BareOrder;
import io.scoria.benchmarks.yardstick.BareTable;
import io.scoria.benchmarks.yardstick.BareTurn;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Bare ONNX Runtime on one model: what the sweep found, and a process that runs it again when it is
 * asked. Owns the process. Used by one thread.
 */
final class BareModel implements AutoCloseable {
  private static final long ANSWER_TIMEOUT_MS = 120_000;

  private final BareTable sweep;
  private final ChildProcess worker;
  private final double seconds;

  /**
   * Owns the process from here on.
   *
   * @param worker a {@link io.scoria.benchmarks.yardstick.BareWorker}
   * @param seconds of a turn
   */
  BareModel(BareTable sweep, ChildProcess worker, double seconds) {
    this.sweep = sweep;
    this.worker = worker;
    this.seconds = seconds;
  }

  /** Of batch sizes up to so many rows, those that may be the cheapest. */
  BareTurns turns(int maxBatch) {
    return new BareTurns(sweep.candidates(maxBatch), seconds, this::run);
  }

  private BareTurn run(BareOrder order) throws InterruptedException {
    try {
      return BareTurn.ofLine(worker.ask(order.toLine(), ANSWER_TIMEOUT_MS));
    } catch (IOException e) {
      throw new UncheckedIOException("bare ONNX Runtime: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
