package io.scoria.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenPacerTest {
  private static final long MS = 1_000_000;
  private static final long DEADLINE = 1000 * MS;

  private final ManualClock clock = new ManualClock();
  private final OpenPacer pacer = new OpenPacer(clock, 2);
  private final Recorder recorder = new Recorder(LengthRange.ANY, DEADLINE, 0);

  /** One request every 10 ms, the first at 0, for 100 ms. */
  private void begin() {
    pacer.begin(ArrivalSchedule.uniform(0, 100 * MS, 100, 0, 1), DEADLINE, recorder);
  }

  private FakeLane connect() {
    FakeLane lane = new FakeLane();
    pacer.onConnected(lane);
    return lane;
  }

  private void tickAt(long nanos) {
    clock.advanceTo(nanos);
    pacer.onTime();
  }

  @Test
  void requestsAreSentWhenTheyAreDueAndNotBefore() {
    FakeLane lane = connect();
    begin();
    assertThat(lane.intended).containsExactly(0L);
    lane.answerTo(pacer);
    assertThat(lane.intended).hasSize(1);
    assertThat(pacer.wakeNanos()).isEqualTo(10 * MS);
    tickAt(10 * MS);
    assertThat(lane.intended).containsExactly(0L, 10 * MS);
  }

  @Test
  void aRequestThatFindsNoLaneKeepsItsIntendedMoment() {
    FakeLane lane = connect();
    begin();
    tickAt(35 * MS);
    assertThat(lane.intended).hasSize(1);
    lane.answerTo(pacer);
    assertThat(lane.intended).containsExactly(0L, 10 * MS);
    lane.answerTo(pacer);
    lane.answerTo(pacer);
    assertThat(lane.intended).containsExactly(0L, 10 * MS, 20 * MS, 30 * MS);
    lane.answerTo(pacer);
    assertThat(lane.intended).hasSize(4);
  }

  @Test
  void whileRequestsWaitForALaneNoWakeUpIsWanted() {
    connect();
    begin();
    assertThat(pacer.wakeNanos()).isEqualTo(ArrivalSchedule.NEVER);
  }

  @Test
  void theServersStallIsSeenInTheLatencyOfTheRequestsBehindIt() {
    FakeLane lane = connect();
    begin();
    long sentNanos = 0;
    clock.advanceTo(95 * MS);
    for (int i = 0; i < 10; i++) {
      long intended = lane.intended.getLast();
      recorder.answered(intended, sentNanos, clock.nowNanos(), FakeAnswer.OK);
      sentNanos = clock.nowNanos();
      lane.answerTo(pacer);
    }
    // Sent when the server was back, answered at once, and yet late.
    assertThat(recorder.ok).isEqualTo(10);
    assertThat(recorder.scored.getValueAtPercentile(50) / MS).isBetween(45L, 55L);
    assertThat(recorder.scored.getMaxValue() / MS).isBetween(94L, 96L);
  }

  @Test
  void lanesInReserveAreTakenOnlyWhenTheOthersAreBusy() {
    List<FakeLane> lanes = Stream.generate(this::connect).limit(4).toList();
    begin();
    tickAt(10 * MS);
    lanes.get(0).answerTo(pacer);
    lanes.get(1).answerTo(pacer);
    tickAt(30 * MS);
    assertThat(lanes.get(0).intended).containsExactly(0L, 20 * MS);
    assertThat(lanes.get(1).intended).containsExactly(10 * MS, 30 * MS);
    assertThat(lanes.get(2).intended).isEmpty();
    tickAt(50 * MS);
    assertThat(lanes.get(2).intended).containsExactly(40 * MS);
    assertThat(lanes.get(3).intended).containsExactly(50 * MS);
  }

  @Test
  void aLaneThatHasBrokenIsNotUsed() {
    FakeLane broken = connect();
    FakeLane whole = connect();
    pacer.onGone(broken);
    begin();
    assertThat(broken.intended).isEmpty();
    assertThat(whole.intended).containsExactly(0L);
  }

  @Test
  void aRequestThatHasWaitedForTooLongIsGivenUpAndCountsAsLate() {
    FakeLane lane = connect();
    pacer.begin(ArrivalSchedule.uniform(0, 100 * MS, 100, 0, 1), 30 * MS, recorder);
    clock.advanceTo(75 * MS);
    lane.answerTo(pacer);
    assertThat(lane.intended).containsExactly(0L, 50 * MS);
    assertThat(recorder.unsent).isEqualTo(4);
    assertThat(recorder.scored.getTotalCount()).isEqualTo(4);
    assertThat(recorder.scored.getMinValue() / MS).isBetween(999L, 1001L);
    assertThat(recorder.sendingDelay.getMaxValue() / MS).isBetween(64L, 66L);
  }

  @Test
  void afterABurstAnswersAreReadBeforeMoreIsSent() {
    List<FakeLane> lanes = Stream.generate(this::connect).limit(100).toList();
    pacer.begin(ArrivalSchedule.uniform(0, 100 * MS, 1000, 0, 1), DEADLINE, recorder);
    tickAt(99 * MS);
    assertThat(sent(lanes)).isBetween(20L, 50L);
    assertThat(pacer.wakeNanos()).isLessThan(clock.nowNanos());
    pacer.onTime();
    pacer.onTime();
    pacer.onTime();
    assertThat(sent(lanes)).isEqualTo(100);
  }

  private static long sent(List<FakeLane> lanes) {
    return lanes.stream().mapToLong(lane -> lane.intended.size()).sum();
  }

  @Test
  void whatIsLeftAtTheEndIsGivenUpAndCounted() {
    connect();
    begin();
    clock.advanceTo(200 * MS);
    pacer.giveUp();
    assertThat(recorder.unsent).isEqualTo(9);
    assertThat(recorder.scored.getTotalCount()).isEqualTo(9);
    assertThat(pacer.wakeNanos()).isEqualTo(ArrivalSchedule.NEVER);
  }
}
