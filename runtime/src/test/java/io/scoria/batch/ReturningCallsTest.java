package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.FakeLoop;
import io.scoria.tensor.BufferPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReturningCallsTest {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_ROWS = 8;

  private final FakeSession session = new FakeSession();
  private final BufferPool pool = new BufferPool(1 << 20);
  private final LatencyTable latencies = new LatencyTable();
  private final FakeLoop loop = new FakeLoop();
  private final FakeLoop otherLoop = new FakeLoop();
  private final InstanceExecutor executor =
      new InstanceExecutor(session, pool, latencies, new BatchSizes(), 1, MAX_ROWS, 1 << 20);

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    session.letThrough();
    assertThat(executor.close(20_000)).isTrue();
    assertThat(pool.usedBytes()).isZero();
  }

  private Caller submit(Caller caller) {
    assertThat(executor.submit(caller.call)).isNull();
    return caller;
  }

  private Caller call(FakeLoop from, float value) {
    return submit(Caller.on(from, FakeSession.column(value)));
  }

  /** A run of {@code first} that is held up. */
  private FakeSession.Gate occupy(Caller first) throws InterruptedException {
    FakeSession.Gate gate = session.holdUp();
    submit(first);
    gate.entered.await();
    session.letThrough();
    return gate;
  }

  /** Two calls from the loops are answered together; a third has come meanwhile. */
  private Caller answerTwoWhileAnotherWaits(long runNanos) throws Exception {
    FakeSession.Gate gate = occupy(Caller.of(FakeSession.column(0)));
    List<Caller> two = new ArrayList<>(List.of(call(loop, 1), call(otherLoop, 1)));
    FakeSession.Gate nextGate = session.holdUp();
    gate.open();
    nextGate.entered.await();
    session.letThrough();
    for (int rows = 1; rows <= MAX_ROWS; rows *= 2) {
      latencies.set(rows, runNanos);
    }
    Caller third = call(loop, 2);
    nextGate.open();
    for (Caller caller : two) {
      caller.ending();
    }
    return third;
  }

  @Test
  void callsThatComeUponTheirAnswersJoinThoseThatWaited() throws Exception {
    Caller waited = answerTwoWhileAnotherWaits(MINUTE_NANOS);
    Runnable look = loop.nextLook();
    Runnable otherLook = otherLoop.nextLook();
    Caller one = call(loop, 3);
    look.run();
    assertThat(waited.hasEnded()).isFalse();
    Caller two = call(otherLoop, 4);
    otherLook.run();
    assertThat(waited.ending()).isEqualTo(List.of(4f));
    assertThat(one.ending()).isEqualTo(List.of(6f));
    assertThat(two.ending()).isEqualTo(List.of(8f));
    assertThat(session.runs).containsExactly(1L, 2L, 3L);
    lookOnceMore();
  }

  /** As many as have been answered together are looked for again, and do not come. */
  private void lookOnceMore() throws InterruptedException {
    loop.nextLook().run();
    otherLoop.nextLook().run();
  }

  @Test
  void aLookThatBringsNothingIsTheLast() throws Exception {
    Caller waited = answerTwoWhileAnotherWaits(MINUTE_NANOS);
    lookOnceMore();
    assertThat(waited.ending()).isEqualTo(List.of(4f));
    assertThat(session.runs).containsExactly(1L, 2L, 1L);
    assertThat(loop.isLookedAt()).isFalse();
  }

  @Test
  void aLookThatBringsSomethingIsFollowedByAnother() throws Exception {
    Caller waited = answerTwoWhileAnotherWaits(MINUTE_NANOS);
    Runnable look = loop.nextLook();
    Runnable otherLook = otherLoop.nextLook();
    Caller one = call(loop, 3);
    look.run();
    otherLook.run(); // one has come, and one is still expected
    look = loop.nextLook();
    otherLook = otherLoop.nextLook();
    assertThat(waited.hasEnded()).isFalse();
    call(otherLoop, 4);
    look.run();
    otherLook.run();
    one.ending();
    assertThat(session.runs).containsExactly(1L, 2L, 3L);
    lookOnceMore();
  }

  @Test
  void aCallThatWasAloneIsFollowedByNoLook() throws Exception {
    for (int rows = 1; rows <= MAX_ROWS; rows *= 2) {
      latencies.set(rows, MINUTE_NANOS);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(call(loop, i).ending()).isEqualTo(List.of(2f * i));
    }
    assertThat(loop.isLookedAt()).isFalse();
  }

  @Test
  void aLoopThatIsBusyIsWaitedForNoLongerThanARunTakes() throws Exception {
    Caller waited = answerTwoWhileAnotherWaits(TimeUnit.MILLISECONDS.toNanos(5));
    loop.nextLook();
    assertThat(waited.ending()).isEqualTo(List.of(4f)); // though the look does not end
  }

  @Test
  void nothingIsWaitedForWhereALargerBatchSavesNothing() throws Exception {
    FakeSession.Gate gate = occupy(Caller.on(loop, FakeSession.column(1, 1)));
    setRunNanos(MINUTE_NANOS, 3 * MINUTE_NANOS);
    Caller waited = submit(Caller.on(otherLoop, FakeSession.column(2, 2, 2)));
    gate.open();
    waited.ending();
    assertThat(loop.isLookedAt()).isFalse();
  }

  @Test
  void nothingIsWaitedForWhereACallWouldMissItsDeadlineByIt() throws Exception {
    FakeSession.Gate gate = occupy(Caller.on(loop, FakeSession.column(1, 1)));
    setRunNanos(MINUTE_NANOS, MINUTE_NANOS + MINUTE_NANOS / 2);
    long deadline = System.nanoTime() + MINUTE_NANOS + MINUTE_NANOS / 4;
    Caller waited = submit(Caller.withDeadline(deadline, FakeSession.column(2, 2, 2)));
    gate.open();
    waited.ending();
    assertThat(loop.isLookedAt()).isFalse();
  }

  private void setRunNanos(long upToTwoRows, long more) {
    latencies.set(1, upToTwoRows);
    latencies.set(2, upToTwoRows);
    latencies.set(4, more);
  }
}
