package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Outcome;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.engine.RunControl;
import io.scoria.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one model that wait for an instance, in the order of their coming, and the batches
 * that run. Thread-safe; calls are ended outside of its lock. Bounded by the bytes of the inputs
 * that wait; by count it has the bound of admission.
 */
final class CallQueue {
  static final Outcome EXPIRED =
      new Outcome.Refused(
          new Refusal(Reason.DEADLINE_EXCEEDED, "The call was not answered before its deadline."));

  private static final long NEVER_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final Refusal STOPPING = new Refusal(Reason.NOT_READY, "The server is stopping.");

  /** Calls that wait or run. May be off by those that come and go at the same moment. */
  int size() {
    return size.get();
  }

  /** Calls that wait, and batches that run, at most. May be off as {@link #size}. */
  int sizeInRuns() {
    return size.get() - runningCalls.get() + runs.get();
  }

  /** Rows of the calls that wait or run. May be off as {@link #size}. */
  long rows() {
    return sizeInRows.get();
  }

  /** Calls that wait. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Rows of the calls that wait. */
  long waitingRows() {
    lock.lock();
    try {
      return waitingRows;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How long a run of so many rows may be put off without a call that waits missing its deadline by
   * it; {@link Long#MAX_VALUE} where none could.
   */
  long slackNanos(long rows) {
    lock.lock();
    try {
      long nowNanos = System.nanoTime();
      long leftNanos = Long.MAX_VALUE;
      for (Waiting next : waiting) {
        leftNanos = Math.min(leftNanos, leftNanos(next.call(), nowNanos));
      }
      return leftNanos == Long.MAX_VALUE ? leftNanos : leftNanos - latencies.predictNanos(rows);
    } finally {
      lock.unlock();
    }
  }

  /** A call and the bytes of its inputs, which outlive the inputs. */
  private record Waiting(Call call, long bytes) {}

  /**
   * A batch that an instance has taken.
   *
   * @param reason why it has no more calls
   */
  record Running(List<Call> calls, RunControl control, Dispatch reason) {}

  private final LatencyTable latencies;
  private final int maxRows;
  private final long maxBytes;
  private final Refusal full;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition(); // for instances
  private final Condition due = lock.newCondition(); // for the watch over deadlines
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(); // guarded by lock
  private final List<Running> running = new ArrayList<>(); // guarded by lock
  private final Runnable abandonment = this::abandoned;
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong sizeInRows = new AtomicLong();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger runningCalls = new AtomicInteger();
  private long waitingBytes; // guarded by lock
  private long waitingRows; // guarded by lock

  /** No deadline is earlier; guarded by lock. */
  private long dueNanos = System.nanoTime() + NEVER_NANOS;

  private boolean abandoned; // a call, since the last expire; guarded by lock
  private boolean closed; // guarded by lock

  /**
   * @param maxRows of a batch
   * @param maxBytes of the inputs of the calls that wait; a call alone may have more
   */
  CallQueue(LatencyTable latencies, int maxRows, long maxBytes) {
    this.latencies = latencies;
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    full =
        new Refusal(
            Reason.OVERLOADED,
            "With this call's inputs, those that wait for the model would have more than "
                + maxBytes
                + " bytes, the most that may wait. Try again shortly.");
  }

  /** Null where the call was taken; else why it was not, and it is still the caller's. */
  @Nullable Refusal offer(Call call) {
    long bytes = bytes(call);
    lock.lock();
    try {
      if (closed) {
        return STOPPING;
      }
      if (!waiting.isEmpty() && waitingBytes + bytes > maxBytes) {
        return full;
      }
      call.onAbandonment(abandonment);
      waiting.add(new Waiting(call, bytes));
      waitingBytes += bytes;
      waitingRows += call.rows();
      count(1, call.rows());
      arrived.signal();
      if (lookAt(call.deadlineNanos())) {
        due.signal();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** A call that may wait or run here has no caller any more. */
  private void abandoned() {
    lock.lock();
    try {
      abandoned = true;
      due.signal();
    } finally {
      lock.unlock();
    }
  }

  private static long bytes(Call call) {
    long bytes = 0;
    for (Tensor input : call.inputs()) {
      bytes += input.bytes();
    }
    return bytes;
  }

  /**
   * Waits for a call, and takes with it what stands behind it and may run together with it within
   * the earliest of their deadlines. Nothing is waited for to make the batch larger.
   *
   * @return calls that were started; null once the queue is closed and empty
   */
  @Nullable Running take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        Running taken = batch();
        if (!taken.calls().isEmpty()) {
          running.add(taken);
          runs.incrementAndGet();
          runningCalls.addAndGet(taken.calls().size());
          return taken;
        }
        if (closed) {
          due.signal();
          return null;
        }
        arrived.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The run of a batch has ended. */
  void finished(Running batch) {
    lock.lock();
    try {
      if (running.remove(batch)) {
        runs.decrementAndGet();
        runningCalls.addAndGet(-batch.calls().size());
        count(-batch.calls().size(), -RowBatch.rows(batch.calls()));
      }
      if (closed) {
        due.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private Running batch() {
    List<Call> batch = new ArrayList<>();
    Dispatch reason = maxRows == 0 ? Dispatch.UNBATCHED : Dispatch.DRAINED;
    long nowNanos = System.nanoTime();
    long rows = 0;
    long leftNanos = Long.MAX_VALUE;
    for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
      Call call = next.call();
      long left = Math.min(leftNanos, leftNanos(call, nowNanos));
      Dispatch ends = batch.isEmpty() ? null : whyNot(batch.getFirst(), call, rows, left);
      if (ends != null) {
        reason = ends;
        break;
      }
      waiting.remove();
      waitsNoMore(next);
      if (call.tryStart()) {
        batch.add(call);
        rows += call.rows();
        leftNanos = left;
      } else {
        count(-1, -call.rows());
        call.closeInputs(); // ended while it waited
      }
    }
    return new Running(batch, new RunControl(), reason);
  }

  /** Takes a call that has left the queue off what waits. */
  private void waitsNoMore(Waiting gone) {
    waitingBytes -= gone.bytes();
    waitingRows -= gone.call().rows();
  }

  /** Adds to what waits or runs. */
  private void count(int calls, long rows) {
    size.addAndGet(calls);
    sizeInRows.addAndGet(rows);
  }

  /**
   * Until the call's deadline. Where not even a run of the call alone would meet that, it does not
   * bound the batch: others would be kept out of a run that is lost for this one.
   */
  private long leftNanos(Call call, long nowNanos) {
    long leftNanos = call.deadlineNanos() - nowNanos;
    return latencies.predictNanos(call.rows()) > leftNanos ? Long.MAX_VALUE : leftNanos;
  }

  /** Why the call cannot join the batch of so many rows; null where it can. */
  private @Nullable Dispatch whyNot(Call first, Call call, long rows, long leftNanos) {
    Dispatch apart = RowBatch.whyNot(first, call, rows, maxRows);
    if (apart != null) {
      return apart;
    }
    return latencies.predictNanos(rows + call.rows()) <= leftNanos ? null : Dispatch.DEADLINE;
  }

  /** Ends the calls whose deadline has passed, and the runs that nobody waits for any more. */
  void expire(long nowNanos) {
    List<Call> expired = new ArrayList<>();
    List<RunControl> unwanted = new ArrayList<>();
    lock.lock();
    try {
      abandoned = false;
      dueNanos = nowNanos + NEVER_NANOS;
      collectWaiting(nowNanos, expired);
      for (Running batch : running) {
        boolean wanted = false;
        for (Call call : batch.calls()) {
          if (call.isEnded()) {
            continue;
          }
          if (call.isExpired(nowNanos)) {
            expired.add(call);
          } else {
            wanted = true;
            lookAt(call.deadlineNanos());
          }
        }
        if (!wanted) {
          unwanted.add(batch.control());
        }
      }
    } finally {
      lock.unlock();
    }
    expired.forEach(call -> call.end(EXPIRED));
    unwanted.forEach(RunControl::terminate);
  }

  private void collectWaiting(long nowNanos, List<Call> expired) {
    for (Iterator<Waiting> calls = waiting.iterator(); calls.hasNext(); ) {
      Waiting next = calls.next();
      Call call = next.call();
      boolean ended = call.isEnded();
      if (ended || call.isExpired(nowNanos)) {
        calls.remove();
        waitsNoMore(next);
        count(-1, -call.rows());
        if (!ended) {
          expired.add(call);
        }
        call.closeInputs();
      } else {
        lookAt(call.deadlineNanos());
      }
    }
  }

  /** True where that is earlier than what was to be looked at next. */
  private boolean lookAt(long deadlineNanos) {
    boolean earlier = deadlineNanos - dueNanos < 0;
    if (earlier) {
      dueNanos = deadlineNanos;
    }
    return earlier;
  }

  /**
   * Waits until a call has been abandoned, or one may have reached its deadline: then it is time to
   * {@link #expire}. False once the queue is closed and empty.
   */
  boolean awaitDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed || !waiting.isEmpty() || !running.isEmpty()) {
        long leftNanos = dueNanos - System.nanoTime();
        if (abandoned || leftNanos <= 0) {
          return true;
        }
        due.awaitNanos(leftNanos);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** From here on no call is taken in; those that wait are still given out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
      due.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
