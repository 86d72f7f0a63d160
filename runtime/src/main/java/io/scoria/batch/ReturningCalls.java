package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What an instance does between two batches: it lets the event loops send the answers of the one,
 * and read what clients send upon them, so that it is in the next. Without this, clients that call
 * again as soon as they are answered fall into two halves, one of which is always too late for the
 * batch of the other, and every batch is half as large as it could be.
 *
 * <p>There is no fixed delay. It ends as soon as a look at every loop has brought nothing, or as
 * many rows wait as are expected. What it may cost is what the larger batch saves: so long may
 * processors have nothing to do by it. Loops that are busy sending and reading do not count, since
 * the processors are theirs in any case; but when calls come no faster than they are run it ends,
 * and when it has taken as long as a run. A call that was alone is followed by none of this.
 * Thread-safe.
 */
final class ReturningCalls {
  /** A batch that saves less than this share of itself is not waited for: it would be luck. */
  private static final int LEAST_SAVED = 32;

  /** How often in the time of a run it is looked whether the wait still pays, at least. */
  private static final int STEPS = 8;

  private final CallQueue queue;
  private final LatencyTable latencies;
  private final int maxRows;
  private final int instances;
  private final int processors;
  private final LongSupplier nanoTime;

  /**
   * @param maxRows of a batch
   * @param instances that run the calls of the queue
   */
  ReturningCalls(
      CallQueue queue,
      LatencyTable latencies,
      int maxRows,
      int instances,
      int processors,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.latencies = latencies;
    this.maxRows = maxRows;
    this.instances = instances;
    this.processors = processors;
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
    long savedNanos = latencies.savedNanos(expected);
    long runNanos = latencies.predictNanos(expected);
    boolean pays = savedNanos > 0 && savedNanos >= runNanos / LEAST_SAVED;
    if (!pays || queue.slackNanos(expected) <= 0 || loops.isEmpty()) {
      return;
    }
    Looks looks = new Looks(loops, waiting, expected, savedNanos, runNanos);
    looks.begin();
    looks.await();
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
    private final long savedNanos;
    private final long runNanos;
    private final long beginNanos = nanoTime.getAsLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong busyNanos = new AtomicLong(); // of all loops, in looks that they ended
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long lookNanos = beginNanos; // when the last look began
    private long rowsBefore; // written before a look, by whoever begins it

    /**
     * @param firstRows that wait now
     * @param savedNanos by a run of all that are expected
     * @param runNanos what it takes
     */
    Looks(List<Loop> loops, long firstRows, long expectedRows, long savedNanos, long runNanos) {
      this.loops = loops;
      this.firstRows = firstRows;
      this.expectedRows = expectedRows;
      this.savedNanos = savedNanos;
      this.runNanos = runNanos;
    }

    void begin() {
      rowsBefore = queue.waitingRows();
      lookNanos = nanoTime.getAsLong();
      underWay.set(loops.size());
      for (Loop loop : loops) {
        loop.afterNextRead(this::end);
      }
    }

    private void end() {
      busyNanos.addAndGet(nanoTime.getAsLong() - lookNanos);
      if (underWay.decrementAndGet() > 0 || over.getCount() == 0) {
        return;
      }
      long rows = queue.waitingRows();
      boolean more = rows > rowsBefore && rows < expectedRows;
      if (more && comeFast(rows) && stepNanos() > 0) {
        begin();
      } else {
        over.countDown();
      }
    }

    /** True while calls come faster than all instances would run them. */
    private boolean comeFast(long rows) {
      long worthNanos = runNanos * (rows - firstRows) / expectedRows / instances;
      return nanoTime.getAsLong() - beginNanos < savedNanos + worthNanos;
    }

    /**
     * How long it may go on until it is looked whether it still pays; not positive where it may
     * not. No longer than a run takes in all, or than a call that waits can be put off.
     */
    private long stepNanos() {
      long nowNanos = nanoTime.getAsLong();
      long nanos = nowNanos - beginNanos;
      long busy = busyNanos.get() + underWay.get() * (nowNanos - lookNanos);
      long idleNanos = nanos - Math.min(nanos, busy / processors);
      if (idleNanos >= savedNanos) {
        return 0;
      }
      long stepNanos = Math.max(savedNanos - idleNanos, runNanos / STEPS);
      return Math.min(stepNanos, Math.min(runNanos - nanos, queue.slackNanos(expectedRows)));
    }

    void await() throws InterruptedException {
      long stepNanos = stepNanos();
      while (stepNanos > 0 && queue.waitingRows() < expectedRows) {
        if (over.await(stepNanos, TimeUnit.NANOSECONDS)) {
          return;
        }
        stepNanos = stepNanos();
      }
      over.countDown(); // no further look
    }
  }
}
