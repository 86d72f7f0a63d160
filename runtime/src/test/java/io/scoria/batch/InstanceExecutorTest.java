package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Outcome;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class InstanceExecutorTest {
  private static final long MAX_BYTES = 4000;

  private final FakeSession session = new FakeSession();
  private final BufferPool pool = new BufferPool(1 << 20);
  private final LatencyTable latencies = new LatencyTable();
  private final InstanceExecutor executor =
      new InstanceExecutor(session, pool, latencies, new BatchSizes(), 1, 8, MAX_BYTES);

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    session.letThrough();
    assertThat(executor.close(20_000)).isTrue();
    assertThat(session.isClosed()).isTrue();
    assertThat(pool.usedBytes()).isZero();
  }

  private Caller submit(Caller caller) {
    assertThat(executor.submit(caller.call)).isNull();
    return caller;
  }

  /** A call whose run is held up, so that those after it wait. */
  private FakeSession.Gate occupy() throws InterruptedException {
    FakeSession.Gate gate = session.holdUp();
    submit(Caller.of(FakeSession.column(0)));
    gate.entered.await();
    session.letThrough();
    return gate;
  }

  @Test
  void aLoneCallIsRunAloneAndAtOnce() throws Exception {
    assertThat(submit(Caller.of(FakeSession.column(21))).ending()).isEqualTo(List.of(42f));
    assertThat(session.runs).containsExactly(1L);
  }

  @Test
  void callsThatWaitForARunAreRunTogetherAndEachGetsItsOwnRows() throws Exception {
    FakeSession.Gate gate = occupy();
    Caller one = submit(Caller.of(FakeSession.column(1)));
    Caller two = submit(Caller.of(FakeSession.column(2, 3)));
    Caller three = submit(Caller.of(FakeSession.column(4)));
    gate.open();
    assertThat(one.ending()).isEqualTo(List.of(2f));
    assertThat(two.ending()).isEqualTo(List.of(4f, 6f));
    assertThat(three.ending()).isEqualTo(List.of(8f));
    assertThat(session.runs).containsExactly(1L, 4L);
  }

  @Test
  void aBatchHasNoMoreRowsThanItMay() throws Exception {
    FakeSession.Gate gate = occupy();
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      callers.add(submit(Caller.of(FakeSession.column(i))));
    }
    gate.open();
    for (Caller caller : callers) {
      caller.ending();
    }
    assertThat(session.runs).containsExactly(1L, 8L, 2L);
  }

  @Test
  void aCallWithMoreRowsThanABatchMayHaveIsRunAlone() throws Exception {
    FakeSession.Gate gate = occupy();
    Caller large = submit(Caller.of(FakeSession.column(1, 2, 3, 4, 5, 6, 7, 8, 9)));
    Caller small = submit(Caller.of(FakeSession.column(1)));
    gate.open();
    assertThat(large.ending())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(9);
    small.ending();
    assertThat(session.runs).containsExactly(1L, 9L, 1L);
  }

  @Test
  void aPoisonRowHurtsItsOwnCallAlone() throws Exception {
    FakeSession.Gate gate = occupy();
    Caller before = submit(Caller.of(FakeSession.column(1)));
    Caller poison = submit(Caller.of(FakeSession.column(FakeSession.POISON)));
    Caller after = submit(Caller.of(FakeSession.column(3)));
    gate.open();
    assertThat(before.ending()).isEqualTo(List.of(2f));
    assertThat(poison.ending()).isEqualTo(Reason.INFERENCE_FAILED);
    assertThat(after.ending()).isEqualTo(List.of(6f));
    assertThat(session.runs).containsExactly(1L, 3L, 1L, 1L, 1L);
  }

  @Test
  void rowsOfDifferentShapesAreRunApart() throws Exception {
    FakeSession.Gate gate = occupy();
    Caller narrow = submit(Caller.of(FakeSession.row(1)));
    Caller wide = submit(Caller.of(FakeSession.row(2, 3)));
    Caller narrowAgain = submit(Caller.of(FakeSession.row(4)));
    gate.open();
    assertThat(narrow.ending()).isEqualTo(List.of(2f));
    assertThat(wide.ending()).isEqualTo(List.of(4f, 6f));
    assertThat(narrowAgain.ending()).isEqualTo(List.of(8f));
    assertThat(session.runs).containsExactly(1L, 1L, 1L, 1L);
  }

  @Test
  void aCallWhoseClientHasGoneIsNeverRun() throws Exception {
    FakeSession.Gate gate = occupy();
    Caller gone = submit(Caller.of(FakeSession.column(1)));
    Caller stays = submit(Caller.of(FakeSession.column(2)));
    gone.call.end(new Outcome.Abandoned());
    gate.open();
    assertThat(stays.ending()).isEqualTo(List.of(4f));
    assertThat(gone.ending()).isEqualTo("abandoned");
    assertThat(session.runs).containsExactly(1L, 1L);
  }

  @Test
  @Timeout(20)
  void aCallWhoseClientHasGoneMakesRoomWhileALongRunGoesOn() throws Exception {
    FakeSession.Gate gate = occupy();
    submit(Caller.of(FakeSession.column(1))).call.end(new Outcome.Abandoned());
    while (executor.size() > 1) {
      Thread.onSpinWait();
    }
    assertThat(executor.waiting()).isZero();
    gate.open();
  }

  @Test
  @Timeout(20)
  void aRunWhoseClientsHaveAllGoneIsTerminated() throws Exception {
    FakeSession.Gate stuck = session.holdUp(); // and is opened by termination alone
    Caller gone = submit(Caller.of(FakeSession.column(1)));
    stuck.entered.await();
    gone.call.end(new Outcome.Abandoned());
    session.letThrough();
    assertThat(submit(Caller.of(FakeSession.column(2))).ending()).isEqualTo(List.of(4f));
  }

  @Test
  @Timeout(20)
  void anEarlierDeadlineThanThoseBeforeItIsKept() throws Exception {
    FakeSession.Gate gate = occupy(); // its deadline is far
    long soon = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    Caller late = submit(Caller.withDeadline(soon, FakeSession.column(1)));
    assertThat(late.ending()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    gate.open();
  }

  @Test
  void anExpiredCallIsToldWhileALongRunGoesOnAndIsNeverRun() throws Exception {
    FakeSession.Gate gate = occupy();
    Caller late = submit(Caller.withDeadline(System.nanoTime(), FakeSession.column(1)));
    assertThat(late.ending()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    gate.open();
    submit(Caller.of(FakeSession.column(2))).ending();
    assertThat(session.runs).containsExactly(1L, 1L);
  }

  @Test
  void aRunThatOverstaysEveryDeadlineInItIsTerminated() throws Exception {
    session.holdUp(); // and is opened by termination alone
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
    Caller stuck = submit(Caller.withDeadline(deadline, FakeSession.column(1)));
    assertThat(stuck.ending()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    session.letThrough();
    assertThat(submit(Caller.of(FakeSession.column(2))).ending()).isEqualTo(List.of(4f));
  }

  @Test
  void aCallThatCannotBeAnsweredInTimeByALargerBatchIsNotMadeToWaitForOne() throws Exception {
    latencies.set(1, TimeUnit.MILLISECONDS.toNanos(1));
    latencies.set(2, TimeUnit.HOURS.toNanos(1));
    FakeSession.Gate gate = occupy();
    Caller one = submit(Caller.of(FakeSession.column(1)));
    Caller two = submit(Caller.of(FakeSession.column(2)));
    gate.open();
    one.ending();
    two.ending();
    assertThat(session.runs).containsExactly(1L, 1L, 1L);
  }

  @Test
  void aCallThatNotEvenARunOfItsOwnWouldAnswerInTimeKeepsNoOtherOutOfItsBatch() throws Exception {
    latencies.set(1, TimeUnit.MINUTES.toNanos(1)); // and so three minutes for three
    FakeSession.Gate gate = occupy();
    long soon = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    submit(Caller.withDeadline(soon, FakeSession.column(1)));
    submit(Caller.of(FakeSession.column(2)));
    Caller last = submit(Caller.of(FakeSession.column(3)));
    gate.open();
    last.ending();
    assertThat(session.runs).containsExactly(1L, 3L);
  }

  /** What fails, or is ended, is soon over: it says nothing of what a run takes. */
  @Test
  void runsThatDidNotSucceedAreNotRemembered() throws Exception {
    long hour = TimeUnit.HOURS.toNanos(1);
    latencies.set(1, hour);
    submit(Caller.of(FakeSession.column(FakeSession.POISON))).ending();
    FakeSession.Gate stuck = session.holdUp(); // and is opened by termination alone
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    submit(Caller.withDeadline(deadline, FakeSession.column(1))).ending();
    stuck.entered.await();
    session.letThrough();
    Caller gone = Caller.of(FakeSession.column(2));
    gone.call.end(new Outcome.Abandoned());
    submit(gone);
    while (executor.size() > 0) {
      Thread.onSpinWait();
    }
    assertThat(latencies.predictNanos(1)).isEqualTo(hour);
  }

  @Test
  void callsAreRunInTheOrderOfTheirComing() throws Exception {
    FakeSession.Gate gate = occupy();
    List<Float> order = Collections.synchronizedList(new ArrayList<>());
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      callers.add(submit(Caller.of(FakeSession.column(i))));
    }
    gate.open();
    for (Caller caller : callers) {
      order.add(((List<?>) caller.ending()).getFirst() instanceof Float f ? f / 2 : -1f);
    }
    assertThat(order).isSorted().hasSize(100);
    assertThat(session.runs).hasSize(1 + 13);
  }

  @Test
  void aCallWhoseInputsDoNotFitBesideThoseThatWaitIsRefusedUntilTheyAreTaken() throws Exception {
    FakeSession.Gate gate = occupy();
    Caller half = submit(Caller.of(column(500)));
    Caller rest = submit(Caller.of(column(500)));
    Caller one = Caller.of(FakeSession.column(1));
    Refusal refusal = executor.submit(one.call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).isEqualTo(Reason.OVERLOADED);
    assertThat(refusal.message()).contains("4000 bytes");
    assertThat(executor.size()).isEqualTo(3);
    gate.open();
    half.ending();
    rest.ending();
    assertThat(submit(one).ending()).isEqualTo(List.of(2f));
  }

  @Test
  void aCallThatIsLargerThanTheBoundIsTakenWhereNoneWaits() throws Exception {
    assertThat((List<?>) submit(Caller.of(column(5000))).ending()).hasSize(5000);
    FakeSession.Gate gate = occupy();
    Caller large = submit(Caller.of(column(5000)));
    assertThat(executor.submit(Caller.of(FakeSession.column(1)).call)).isNotNull();
    gate.open();
    assertThat((List<?>) large.ending()).hasSize(5000);
  }

  @Test
  @Timeout(20)
  void theBytesOfCallsThatEndWhileTheyWaitAreFreeAgain() throws Exception {
    FakeSession.Gate gate = occupy();
    Caller stays = submit(Caller.of(column(1)));
    Caller late = submit(Caller.withDeadline(System.nanoTime(), column(999)));
    assertThat(late.ending()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    Caller gone = submit(Caller.of(column(999)));
    gone.call.end(new Outcome.Abandoned());
    Caller next = Caller.of(column(999));
    while (executor.submit(next.call) != null) {
      Thread.onSpinWait(); // until the watch over deadlines has seen that it is gone
    }
    gate.open();
    stays.ending();
    next.ending();
  }

  /** Four bytes for each row. */
  private static Tensor column(int rows) {
    return FakeSession.column(new float[rows]);
  }

  @Test
  void aClosedExecutorRunsWhatWaitsAndTakesNoMore() throws Exception {
    FakeSession.Gate gate = occupy();
    Caller waiting = submit(Caller.of(FakeSession.column(5)));
    Thread closer = Thread.ofVirtual().start(() -> closeQuietly());
    Caller refused = Caller.of(FakeSession.column(6));
    while (executor.submit(refused.call) == null) {
      refused = Caller.of(FakeSession.column(6));
    }
    gate.open();
    assertThat(waiting.ending()).isEqualTo(List.of(10f));
    closer.join();
    assertThat(session.isClosed()).isTrue();
  }

  private void closeQuietly() {
    try {
      executor.close(20_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
