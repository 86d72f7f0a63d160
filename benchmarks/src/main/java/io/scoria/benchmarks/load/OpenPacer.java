package io.scoria.benchmarks.load;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * An open loop: requests are sent when the schedule says, whether the ones before were answered or
 * not. One that finds no free lane waits here, and that wait is part of its latency, since this
 * counts from the intended moment. The queue of those that wait is the schedule itself. One that
 * has waited past its deadline is given up, as a client would, and counted.
 *
 * <p>Free lanes take turns. Only some do at first, as few clients would; the others join when all
 * are busy.
 */
final class OpenPacer implements Pacer {
  /** Answers are read between bursts: a sender that has fallen behind still listens. */
  private static final int BURST = 32;

  private final NanoClock clock;
  private final int lanesAtFirst;
  private final ArrayDeque<Lane> free = new ArrayDeque<>();
  private final ArrayDeque<Lane> reserve = new ArrayDeque<>();
  private ArrivalSchedule schedule = ArrivalSchedule.none();
  private long patienceNanos;
  private @Nullable Recorder recorder; // once begun

  OpenPacer(NanoClock clock, int lanesAtFirst) {
    this.clock = clock;
    this.lanesAtFirst = lanesAtFirst;
  }

  /**
   * Begins, the lanes being connected.
   *
   * @param patienceNanos how long a request may wait here
   * @param recorder told of those that waited longer
   */
  void begin(ArrivalSchedule arrivals, long patienceNanos, Recorder recorder) {
    this.patienceNanos = patienceNanos;
    this.recorder = recorder;
    schedule = arrivals;
    onTime();
  }

  @Override
  public void onConnected(Lane lane) {
    (free.size() < lanesAtFirst ? free : reserve).add(lane);
    onTime();
  }

  @Override
  public void onAnswered(Lane lane) {
    free.add(lane);
    onTime();
  }

  @Override
  public void onGone(Lane lane) {
    if (!free.remove(lane)) {
      reserve.remove(lane);
    }
  }

  @Override
  public void onTime() {
    for (int sent = 0; sent < BURST; sent++) {
      long nowNanos = clock.nowNanos();
      giveUpBefore(nowNanos - patienceNanos, nowNanos);
      Lane lane = schedule.intendedNanos() <= nowNanos ? nextLane() : null;
      if (lane == null) {
        return;
      }
      long intendedNanos = schedule.intendedNanos();
      schedule.advance();
      lane.send(intendedNanos);
    }
  }

  private @Nullable Lane nextLane() {
    return free.isEmpty() ? reserve.poll() : free.poll();
  }

  private void giveUpBefore(long momentNanos, long nowNanos) {
    while (recorder != null && schedule.intendedNanos() < momentNanos) {
      recorder.unsent(schedule.intendedNanos(), nowNanos);
      schedule.advance();
    }
  }

  /** Where requests wait for a lane, time does not help: the next free lane does. */
  @Override
  public long wakeNanos() {
    return free.isEmpty() && reserve.isEmpty() ? ArrivalSchedule.NEVER : schedule.intendedNanos();
  }

  @Override
  public long restNanos(Answer answer) {
    return 0;
  }

  @Override
  public void stop() {
    schedule = ArrivalSchedule.none();
  }

  /** Gives up every request that is left, due or not. */
  void giveUp() {
    giveUpBefore(ArrivalSchedule.NEVER, clock.nowNanos());
  }
}
