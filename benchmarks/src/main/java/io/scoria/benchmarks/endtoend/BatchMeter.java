package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.WindowListener;

/** Tells the batches that a server has run so far. */
public interface BatchMeter {
  /** Of a server that does not tell. */
  BatchMeter NONE = () -> BatchCounts.NONE;

  BatchCounts read();

  /** The batches of one window. Used by one thread. */
  final class OfWindow implements WindowListener {
    private final BatchMeter meter;
    private BatchCounts before = BatchCounts.NONE;
    private BatchCounts counted = BatchCounts.NONE;

    OfWindow(BatchMeter meter) {
      this.meter = meter;
    }

    @Override
    public void beforeWindow() {
      before = meter.read();
    }

    @Override
    public void afterWindow() {
      counted = meter.read().minus(before);
    }

    BatchCounts counted() {
      return counted;
    }
  }
}
