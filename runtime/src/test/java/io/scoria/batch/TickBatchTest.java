package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Call;
import io.scoria.call.FakeLoop;
import io.scoria.call.Outcome;
import io.scoria.call.Reason;
import io.scoria.tensor.BufferPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TickBatchTest {
  private final FakeSession session = new FakeSession();
  private final BufferPool pool = new BufferPool(1 << 20);
  private final TickBatch tick =
      new TickBatch(session, pool, new LatencyTable(), new BatchSizes(), 4);
  private final FakeLoop loop = new FakeLoop();

  @AfterEach
  void nothingIsLeft() {
    assertThat(loop.isIdle()).isTrue();
    assertThat(pool.usedBytes()).isZero();
  }

  private Caller add(Caller caller) {
    tick.add(caller.call, loop);
    return caller;
  }

  @Test
  void allCallsOfAnIterationAreRunTogetherAtItsEnd() throws Exception {
    Caller one = add(Caller.on(loop, FakeSession.column(1)));
    Caller two = add(Caller.on(loop, FakeSession.column(2, 3)));
    assertThat(one.hasEnded()).isFalse();
    loop.endIteration();
    assertThat(one.ending()).isEqualTo(List.of(2f));
    assertThat(two.ending()).isEqualTo(List.of(4f, 6f));
    assertThat(session.runs).containsExactly(3L);
  }

  @Test
  void theNextIterationBeginsANewBatch() throws Exception {
    add(Caller.on(loop, FakeSession.column(1)));
    loop.endIteration();
    Caller next = add(Caller.on(loop, FakeSession.column(2)));
    loop.endIteration();
    assertThat(next.ending()).isEqualTo(List.of(4f));
    assertThat(session.runs).containsExactly(1L, 1L);
  }

  @Test
  void aBatchHasNoMoreRowsThanItMay() {
    for (int i = 0; i < 6; i++) {
      add(Caller.on(loop, FakeSession.column(i)));
    }
    loop.endIteration();
    loop.endIteration();
    assertThat(session.runs).containsExactly(4L, 2L);
  }

  @Test
  void whatIsLeftOfAnIterationIsJoinedByTheNext() throws Exception {
    for (int i = 0; i < 6; i++) {
      add(Caller.on(loop, FakeSession.column(i)));
    }
    loop.endIteration();
    assertThat(session.runs).containsExactly(4L);
    Caller joins = add(Caller.on(loop, FakeSession.column(7)));
    loop.endIteration();
    assertThat(joins.ending()).isEqualTo(List.of(14f));
    assertThat(session.runs).containsExactly(4L, 3L);
  }

  @Test
  void aCallThatIsTooMuchForAFullBatchIsInTheNext() throws Exception {
    TickBatch large = large(BatchPlace.LOOP, 128);
    addRows(large, 100);
    Caller tooMuch = addRows(large, 40);
    assertThat(session.runs).containsExactly(100L);
    assertThat(tooMuch.hasEnded()).isFalse();
    addRows(large, 80);
    loop.endIteration();
    loop.endIteration();
    assertThat(session.runs).containsExactly(100L, 120L);
    assertThat(tooMuch.ending()).isInstanceOf(List.class);
  }

  @Test
  void whatIsLeftWaitsForOneIterationAtMost() {
    for (int i = 0; i < 6; i++) {
      add(Caller.on(loop, FakeSession.column(i)));
    }
    loop.endIteration();
    for (int i = 0; i < 3; i++) { // with those that wait there is a batch, and one is left again
      add(Caller.on(loop, FakeSession.column(i)));
    }
    assertThat(session.runs).containsExactly(4L, 4L);
    loop.endIteration();
    loop.endIteration();
    assertThat(session.runs).containsExactly(4L, 4L, 1L);
  }

  private TickBatch large(BatchPlace place) {
    return large(place, 1000);
  }

  private TickBatch large(BatchPlace place, int maxRows) {
    return new TickBatch(session, pool, new LatencyTable(), new BatchSizes(), maxRows, place);
  }

  private Caller addRows(TickBatch to, int rows) {
    Caller caller = Caller.on(loop, FakeSession.column(new float[rows]));
    to.add(caller.call, loop);
    return caller;
  }

  @Test
  void asManyRowsAsPayAreRunBeforeTheIterationEnds() throws Exception {
    TickBatch large = large(BatchPlace.LOOP);
    Caller first = addRows(large, 100);
    addRows(large, 27);
    assertThat(first.hasEnded()).isFalse();
    Caller last = addRows(large, 1);
    assertThat(first.ending()).isInstanceOf(List.class);
    assertThat(last.hasEnded()).isTrue();
    Caller next = addRows(large, 2);
    loop.endIteration();
    assertThat(next.hasEnded()).isFalse();
    loop.endIteration();
    assertThat(next.hasEnded()).isTrue();
    assertThat(session.runs).containsExactly(128L, 2L);
  }

  @Test
  void callsOfVirtualThreadsWaitUntilNoneIsReady() {
    TickBatch large = large(BatchPlace.VIRTUAL);
    addRows(large, 128);
    addRows(large, 128);
    assertThat(session.runs).isEmpty();
    loop.endIteration();
    assertThat(session.runs).containsExactly(256L);
  }

  @Test
  void callsThatComeUponAnAnswerAreRunAfterItsBatch() {
    TickBatch large = large(BatchPlace.LOOP);
    List<Caller> followers = new ArrayList<>();
    Call asks =
        new Call(
            List.of(FakeSession.column(new float[128])),
            System.nanoTime(),
            System.nanoTime() + TimeUnit.MINUTES.toNanos(5),
            loop,
            outcome -> {
              followers.add(addRows(large, 128));
              followers.add(addRows(large, 1));
              assertThat(session.runs).containsExactly(128L);
            });
    large.add(asks, loop);
    assertThat(followers).hasSize(2).allMatch(Caller::hasEnded);
    assertThat(session.runs).containsExactly(128L, 129L);
    loop.endIteration();
    assertThat(session.runs).hasSize(2);
  }

  @Test
  void anErrorEndsTheCallsThatWaitAndNoLaterOnes() throws Exception {
    Error error = new OutOfMemoryError("of a test");
    session.breakWith(error);
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      callers.add(add(Caller.on(loop, FakeSession.column(i))));
    }
    loop.endIteration();
    loop.endIteration();
    for (Caller caller : callers) {
      assertThat(caller.ending()).isSameAs(error);
    }
    session.breakWith(null);
    Caller next = add(Caller.on(loop, FakeSession.column(1)));
    loop.endIteration();
    assertThat(next.ending()).isEqualTo(List.of(2f));
  }

  @Test
  void rowsOfDifferentShapesAreRunApart() throws Exception {
    add(Caller.on(loop, FakeSession.row(1)));
    Caller wide = add(Caller.on(loop, FakeSession.row(1, 2)));
    loop.endIteration();
    assertThat(wide.ending()).isEqualTo(List.of(2f, 4f));
    assertThat(session.runs).containsExactly(1L, 1L);
  }

  @Test
  void aPoisonRowHurtsItsOwnCallAlone() throws Exception {
    Caller good = add(Caller.on(loop, FakeSession.column(1)));
    Caller poison = add(Caller.on(loop, FakeSession.column(FakeSession.POISON)));
    loop.endIteration();
    assertThat(good.ending()).isEqualTo(List.of(2f));
    assertThat(poison.ending()).isEqualTo(Reason.INFERENCE_FAILED);
  }

  @Test
  void aCallWhoseClientHasGoneIsNeverRun() {
    Caller gone = add(Caller.on(loop, FakeSession.column(1)));
    gone.call.end(new Outcome.Abandoned());
    loop.endIteration();
    assertThat(session.runs).isEmpty();
  }

  @Test
  void callsThatMayNotRunTogetherAreRunOneByOne() throws Exception {
    TickBatch apart = new TickBatch(session, pool, new LatencyTable(), new BatchSizes(), 0);
    Caller one = Caller.on(loop, FakeSession.column(1));
    Caller two = Caller.on(loop, FakeSession.column(2));
    apart.add(one.call, loop);
    apart.add(two.call, loop);
    loop.endIteration();
    assertThat(one.ending()).isEqualTo(List.of(2f));
    assertThat(two.ending()).isEqualTo(List.of(4f));
    assertThat(session.runs).containsExactly(1L, 1L);
  }
}
