package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ScriptQueueTest {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final ScriptQueue queue = new ScriptQueue(1);

  private static ScriptCall call(long deadlineNanos) {
    return new ScriptCall(TestScript.post(new byte[0]), 0, deadlineNanos, outcome -> {});
  }

  private ScriptCall offered(long deadlineNanos) {
    ScriptCall call = call(deadlineNanos);
    assertThat(queue.offer(call)).isTrue();
    return call;
  }

  @Test
  void callsComeInTheOrderTheyWereOffered() throws InterruptedException {
    ScriptCall first = offered(100);
    ScriptCall second = offered(100);
    assertThat(queue.take(1, () -> false)).containsExactly(first);
    queue.finished(1, 5, false);
    assertThat(queue.take(64, () -> false)).containsExactly(second);
  }

  @Test
  void callsThatWaitAreTakenTogetherUpToTheLargestBatch() throws InterruptedException {
    List<ScriptCall> calls = List.of(offered(1), offered(1), offered(1));
    assertThat(queue.take(2, () -> false)).isEqualTo(calls.subList(0, 2));
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void aCallThatHasEndedIsNotTaken() throws InterruptedException {
    offered(100).end(new ScriptOutcome.Abandoned());
    ScriptCall next = offered(100);
    assertThat(queue.take(1, () -> false)).containsExactly(next);
  }

  @Test
  void whatWasPutBackIsFirstAgain() throws InterruptedException {
    ScriptCall first = offered(100);
    offered(100);
    List<ScriptCall> taken = queue.take(1, () -> false);
    queue.putBack(java.util.Objects.requireNonNull(taken));
    queue.finished(1, -1, false);
    assertThat(queue.take(1, () -> false)).containsExactly(first);
  }

  @Test
  void whoIsGoneGetsNothing() throws InterruptedException {
    offered(100);
    assertThat(queue.take(1, () -> true)).isNull();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void callsExpireAtTheirDeadline() {
    ScriptCall early = offered(10);
    offered(20);
    List<ScriptCall> expired = new ArrayList<>();
    queue.expire(9, expired::add);
    assertThat(expired).isEmpty();
    queue.expire(10, expired::add);
    assertThat(expired).containsExactly(early);
    assertThat(queue.size()).isEqualTo(1);
  }

  private void run(int max, long nanos, boolean first) throws InterruptedException {
    List<ScriptCall> calls = queue.take(max, () -> false);
    assertThat(calls).isNotNull();
    queue.finished(calls.size(), nanos, first);
  }

  @Test
  void theWaitIsPredictedByTheMeanOfTheRuns() throws InterruptedException {
    offered(100);
    assertThat(queue.predictedWaitNanos()).as("nothing runs").isZero();
    run(1, 5 * HOUR, true);
    offered(100);
    run(1, HOUR, false);
    offered(100);
    assertThat(queue.predictedWaitNanos()).isEqualTo(HOUR);
    offered(100);
    assertThat(queue.predictedWaitNanos()).isEqualTo(2 * HOUR);
    run(1, 0, false);
    assertThat(queue.predictedWaitNanos()).isEqualTo(HOUR * 7 / 8);
  }

  @Test
  void callsThatWaitAreRunTogether() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      offered(100);
    }
    run(4, HOUR, false);
    queue.take(4, () -> false);
    offered(100);
    offered(100);
    offered(100);
    assertThat(queue.predictedWaitNanos()).as("of the run under way").isEqualTo(HOUR);
    offered(100);
    assertThat(queue.predictedWaitNanos()).isEqualTo(2 * HOUR);
  }

  @Test
  void aClosedQueueTakesNoCallsAndAStoppedOneGivesNone() throws InterruptedException {
    ScriptCall waiting = offered(100);
    queue.close();
    assertThat(queue.offer(call(100))).isFalse();
    assertThat(queue.awaitIdle(0)).isFalse();
    assertThat(queue.stop()).containsExactly(waiting);
    assertThat(queue.take(1, () -> false)).isNull();
    assertThat(queue.awaitIdle(0)).isTrue();
  }
}
