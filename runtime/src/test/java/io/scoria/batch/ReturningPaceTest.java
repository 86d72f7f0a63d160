package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Call;
import io.scoria.call.FakeLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By a clock that stands still unless it is set: a batch of four takes 100 ms, and saves 20. */
@Timeout(60)
final class ReturningPaceTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int MAX_ROWS = 8;

  private final LatencyTable latencies = new LatencyTable();
  private final CallQueue queue = new CallQueue(latencies, MAX_ROWS, 1 << 20);
  private final AtomicLong clock = new AtomicLong();
  private final FakeLoop loop = new FakeLoop();
  private final FakeLoop otherLoop = new FakeLoop();

  @BeforeEach
  void aBatchSavesAFifth() {
    latencies.set(2, 60 * MS);
    latencies.set(4, 100 * MS);
  }

  private CompletableFuture<Void> awaitAfter(int instances, int processors, FakeLoop... loops) {
    ReturningCalls returning =
        new ReturningCalls(queue, latencies, MAX_ROWS, instances, processors, clock::get);
    List<Call> answered =
        IntStream.range(0, 4).mapToObj(i -> call(loops[i % loops.length])).toList();
    return CompletableFuture.runAsync(() -> {
      try {
        returning.await(answered);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static Call call(FakeLoop from) {
    return Caller.on(from, FakeSession.column(1)).call;
  }

  private void comes() {
    assertThat(queue.offer(call(loop))).isNull();
  }

  private void passes(long ms) {
    clock.addAndGet(ms * MS);
  }

  private static void ends(CompletableFuture<Void> wait) throws Exception {
    wait.get(20, TimeUnit.SECONDS);
  }

  /** Also where three more are expected. */
  private void assertEndsWithALookThatBringsOne(int instances, int processors, long afterMs)
      throws Exception {
    CompletableFuture<Void> wait = awaitAfter(instances, processors, loop);
    Runnable look = loop.nextLook();
    passes(afterMs);
    comes();
    look.run();
    ends(wait);
    assertThat(loop.isLookedAt()).isFalse();
  }

  @Test
  void callsThatComeFasterThanTheyAreRunAreWaitedFor() throws Exception {
    CompletableFuture<Void> wait = awaitAfter(1, 1, loop);
    Runnable look = loop.nextLook();
    passes(44);
    comes();
    look.run();
    Runnable next = loop.nextLook();
    assertThat(wait).isNotDone();
    comes();
    comes();
    comes();
    next.run();
    ends(wait);
    assertThat(loop.isLookedAt()).isFalse();
  }

  @Test
  void callsThatComeSlowerThanTheyAreRunAreNotWaitedFor() throws Exception {
    assertEndsWithALookThatBringsOne(1, 1, 46);
  }

  @Test
  void callsThatSeveralInstancesRunHaveToComeAsMuchFaster() throws Exception {
    assertEndsWithALookThatBringsOne(2, 1, 33);
  }

  @Test
  void processorsAreIdleForNoLongerThanTheLargerBatchSaves() throws Exception {
    assertEndsWithALookThatBringsOne(1, 2, 41);
  }

  @Test
  void aLoopThatIsStuckIsNotWaitedForOnceAllHaveCome() throws Exception {
    CompletableFuture<Void> wait = awaitAfter(1, 2, loop, otherLoop);
    loop.nextLook();
    otherLoop.nextLook().run();
    assertThat(wait).isNotDone();
    for (int i = 0; i < 4; i++) {
      comes();
    }
    ends(wait);
  }

  @Test
  void aLoopThatIsStuckIsWaitedForNoLongerThanProcessorsMayBeIdle() throws Exception {
    CompletableFuture<Void> wait = awaitAfter(1, 2, loop, otherLoop);
    loop.nextLook();
    passes(30);
    otherLoop.nextLook().run();
    passes(41);
    ends(wait);
  }

  @Test
  void aBatchThatSavesNextToNothingIsNotWaitedFor() throws Exception {
    latencies.set(2, 51 * MS);
    ends(awaitAfter(1, 1, loop));
    assertThat(loop.isLookedAt()).isFalse();
  }

  @Test
  void aCallThatWaitsIsNotPutOffPastItsDeadlineByAStep() throws Exception {
    latencies.set(2, TimeUnit.MINUTES.toNanos(12));
    latencies.set(4, TimeUnit.MINUTES.toNanos(16)); // five take 20, an eighth of which is a step
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(20) + 200 * MS;
    assertThat(queue.offer(Caller.withDeadline(deadline, FakeSession.column(1)).call)).isNull();
    CompletableFuture<Void> wait = awaitAfter(1, 1, loop);
    ends(wait);
  }
}
