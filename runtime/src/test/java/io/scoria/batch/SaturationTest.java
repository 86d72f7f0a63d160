package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Call;
import io.scoria.call.Outcome;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * More callers than a model has room for, each of whom calls again as soon as it is answered: all
 * are served in turn. Waits are counted in calls, and not in time.
 */
final class SaturationTest {
  private static final int CALLERS = 48;
  private static final int CALLS_OF_EACH = 200;
  private static final int BATCH = 8;

  private final BufferPool pool = new BufferPool(1 << 20);
  private final InstanceExecutor executor =
      new InstanceExecutor(
          new FakeSession(), pool, new LatencyTable(), new BatchSizes(), 1, BATCH, 1 << 20);
  private final CountDownLatch left = new CountDownLatch(CALLERS * CALLS_OF_EACH);
  private final List<Integer> servedInOrder =
      new ArrayList<>(); // numbers of calls; guarded by this
  private final List<Integer> waits = new ArrayList<>(); // calls served meanwhile; guarded by this
  private int next; // guarded by this

  @Test
  void noCallIsOvertakenAndNoneWaitsLongerThanItsShare() throws Exception {
    synchronized (this) {
      for (int caller = 0; caller < CALLERS; caller++) {
        submit(caller, CALLS_OF_EACH);
      }
    }
    assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.close(20_000)).isTrue();
    synchronized (this) {
      assertThat(servedInOrder).hasSize(CALLERS * CALLS_OF_EACH).doesNotHaveDuplicates();
      int overtaken = mostOvertaken();
      int longest = waits.stream().mapToInt(Integer::intValue).max().orElseThrow();
      System.out.printf(
          "%d callers: overtaken by at most %d, waited for at most %d calls%n",
          CALLERS, overtaken, longest);
      assertThat(overtaken).isLessThanOrEqualTo(BATCH);
      assertThat(longest).isLessThanOrEqualTo(CALLERS + BATCH);
    }
    assertThat(pool.usedBytes()).isZero();
  }

  /** Of two shapes, which cannot be joined with each other. */
  private static Tensor row(int caller) {
    return caller % 5 == 0 ? FakeSession.row(caller, caller) : FakeSession.row(caller);
  }

  /** Numbers the call in the order in which it joins the queue, so both are one step. */
  private synchronized void submit(int caller, int calls) {
    int number = next++;
    int servedBefore = servedInOrder.size();
    long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    Call call =
        new Call(
            List.of(row(caller)),
            System.nanoTime(),
            deadlineNanos,
            null,
            outcome -> served(outcome, number, servedBefore, () -> submitNext(caller, calls)));
    assertThat(executor.submit(call)).isNull();
  }

  private void submitNext(int caller, int calls) {
    if (calls > 1) {
      submit(caller, calls - 1);
    }
  }

  private synchronized void served(Outcome outcome, int number, int servedBefore, Runnable after) {
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    waits.add(servedInOrder.size() - servedBefore);
    servedInOrder.add(number);
    after.run();
    left.countDown();
  }

  /** The most calls that came later than a call and were served before it. */
  private int mostOvertaken() {
    int most = 0;
    for (int at = 0; at < servedInOrder.size(); at++) {
      int overtaken = 0;
      for (int before = Math.max(0, at - 10 * CALLERS); before < at; before++) {
        overtaken += servedInOrder.get(before) > servedInOrder.get(at) ? 1 : 0;
      }
      most = Math.max(most, overtaken);
    }
    return most;
  }
}
