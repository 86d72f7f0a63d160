package io.scoria.benchmarks.load;

/** Time that passes when a test says so. */
final class ManualClock implements NanoClock {
  private long nowNanos;

  @Override
  public long nowNanos() {
    return nowNanos;
  }

  void advanceTo(long nanos) {
    nowNanos = nanos;
  }
}
