package io.scoria.benchmarks.load;

/**
 * A closed loop: each lane sends as soon as it was answered, so that there are always as many
 * requests under way as lanes.
 */
final class ClosedPacer implements Pacer {
  /** Else a server that refuses would spend all its time on refusing. */
  private static final long REST_NANOS = 20_000_000;

  private final NanoClock clock;
  private boolean stopped;

  ClosedPacer(NanoClock clock) {
    this.clock = clock;
  }

  @Override
  public void onConnected(Lane lane) {
    onAnswered(lane);
  }

  @Override
  public void onAnswered(Lane lane) {
    if (!stopped) {
      lane.send(clock.nowNanos());
    }
  }

  @Override
  public void onGone(Lane lane) {}

  @Override
  public void onTime() {}

  @Override
  public long wakeNanos() {
    return ArrivalSchedule.NEVER;
  }

  @Override
  public long restAfterRefusalNanos() {
    return REST_NANOS;
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
