package io.scoria.benchmarks.load;

/**
 * A closed loop: each lane sends as soon as it was answered, so that there are always as many
 * requests under way as lanes. One that was refused rests for as long as the server asks.
 */
final class ClosedPacer implements Pacer {
  /** Else a server that refuses would spend all its time on refusing. */
  private static final long REST_NANOS = 100_000_000;

  private static final int MAX_REST_SECONDS = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

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
  public long restNanos(Answer answer) {
    int seconds = Math.min(answer.retryAfterSeconds(), MAX_REST_SECONDS);
    return seconds > 0 ? seconds * NANOS_PER_SECOND : REST_NANOS;
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
