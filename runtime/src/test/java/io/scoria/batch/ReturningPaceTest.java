package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Call;
import io.scoria.call.FakeLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By a clock that stands still unless it is set: a row takes half a minute in a batch of four. */
@Timeout(60)
final class ReturningPaceTest {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_ROWS = 8;

  private final LatencyTable latencies = new LatencyTable();
  private final CallQueue queue = new CallQueue(latencies, MAX_ROWS, 1 << 20);
  private final AtomicLong clock = new AtomicLong();
  private final ReturningCalls returning =
      new ReturningCalls(queue, latencies, MAX_ROWS, clock::get);
  private final FakeLoop loop = new FakeLoop();

  @BeforeEach
  void aBatchOfFourSavesNextToNothing() {
    latencies.set(2, MINUTE_NANOS);
    latencies.set(4, 2 * MINUTE_NANOS - 1);
  }

  private CompletableFuture<Void> awaitAfterFourCalls() {
    List<Call> answered = Stream.generate(this::call).limit(4).toList();
    return CompletableFuture.runAsync(() -> {
      try {
        returning.await(answered);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private Call call() {
    return Caller.on(loop, FakeSession.column(1)).call;
  }

  private void comes() {
    assertThat(queue.offer(call())).isNull();
  }

  @Test
  void callsThatComeFasterThanTheyAreRunAreWaitedFor() throws Exception {
    CompletableFuture<Void> waits = awaitAfterFourCalls();
    Runnable look = loop.nextLook();
    clock.addAndGet(MINUTE_NANOS / 3);
    comes();
    look.run();
    Runnable next = loop.nextLook();
    assertThat(waits).isNotDone();
    comes();
    comes();
    comes();
    next.run();
    waits.get(20, TimeUnit.SECONDS);
    assertThat(loop.isLookedAt()).isFalse();
  }

  @Test
  void callsThatComeSlowerThanTheyAreRunAreNotWaitedFor() throws Exception {
    CompletableFuture<Void> waits = awaitAfterFourCalls();
    Runnable look = loop.nextLook();
    clock.addAndGet(MINUTE_NANOS / 2 + 2);
    comes();
    look.run();
    waits.get(20, TimeUnit.SECONDS);
    assertThat(loop.isLookedAt()).isFalse();
  }
}
