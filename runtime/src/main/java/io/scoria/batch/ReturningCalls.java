package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What an instance does between two batches: it lets the event loops send the answers of the one,
 * and read what clients send upon them, so that it is in the next. Without this, clients that call
 * again as soon as they are answered fall into two halves, one of which is always too late for the
 * batch of the other, and every batch is half as large as it could be.
 *
 * <p>There is no fixed delay. It ends as soon as a look at every loop has brought nothing, or as
 * many rows wait as are expected; or when it has taken longer than the larger batch saves and the
 * model would have needed for the rows that have come meanwhile, since calls then come no faster
 * than they are run. Loops that are busy sending keep it going for as long as a run takes at most:
 * the processors are theirs in any case. A call that was alone is followed by none of this.
 * Thread-safe.
 */
final class ReturningCalls {
  private final CallQueue queue;
  private final LatencyTable latencies;
  private final int maxRows;
  private final LongSupplier nanoTime;

  /**
   * @param maxRows of a batch
   */
  ReturningCalls(CallQueue queue, LatencyTable latencies, int maxRows, LongSupplier nanoTime) {
    this.queue = queue;
    this.latencies = latencies;
    this.maxRows = maxRows;
    this.nanoTime = nanoTime;
  }

  /**
   * Called by an instance when it has ended the calls of a batch. Blocks for as long as it pays.
   */
  void await(List<Call> answered) throws InterruptedException {
    long waiting = queue.waitingRows();
    long rows = RowBatch.rows(answered);
    boolean alone = answered.size() == 1 && waiting <= rows; // and what waits may be its client's
    long expected = Math.min(maxRows, waiting + rows);
    if (alone || waiting >= expected) {
      return;
    }
    List<Loop> loops = loops(answered);
    long mostNanos = Math.min(latencies.predictNanos(expected), queue.slackNanos(expected));
    if (latencies.savedNanos(expected) <= 0 || mostNanos <= 0 || loops.isEmpty()) {
      return;
    }
    Looks looks = new Looks(loops, waiting, expected);
    looks.begin();
    looks.await(mostNanos);
  }

  private static List<Loop> loops(List<Call> calls) {
    List<Loop> loops = new ArrayList<>();
    for (Call call : calls) {
      Loop loop = call.loop();
      if (loop != null && !loops.contains(loop)) {
        loops.add(loop);
      }
    }
    return loops;
  }

  /** Looks at all loops, one after the other for as long as they bring something. */
  private final class Looks {
    private final List<Loop> loops;
    private final long firstRows;
    private final long expectedRows;
    private final long beginNanos = nanoTime.getAsLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private long rowsBefore; // written before a look, by whoever begins it

    /**
     * @param firstRows that wait now
     */
    Looks(List<Loop> loops, long firstRows, long expectedRows) {
      this.loops = loops;
      this.firstRows = firstRows;
      this.expectedRows = expectedRows;
    }

    void begin() {
      rowsBefore = queue.waitingRows();
      underWay.set(loops.size());
      for (Loop loop : loops) {
        loop.afterNextRead(this::end);
      }
    }

    private void end() {
      if (underWay.decrementAndGet() > 0 || over.getCount() == 0) {
        return;
      }
      long rows = queue.waitingRows();
      boolean more = rows > rowsBefore && rows < expectedRows;
      if (more && pays(rows) && queue.slackNanos(expectedRows) > 0) {
        begin();
      } else {
        over.countDown();
      }
    }

    /** True while calls come faster than they would be run. */
    private boolean pays(long rows) {
      long comeNanos = latencies.predictNanos(expectedRows) * (rows - firstRows) / expectedRows;
      long paysNanos = latencies.savedNanos(expectedRows) + comeNanos;
      return nanoTime.getAsLong() - beginNanos < paysNanos;
    }

    void await(long nanos) throws InterruptedException {
      if (!over.await(nanos, TimeUnit.NANOSECONDS)) {
        over.countDown(); // no further look
      }
    }
  }
}
