package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Outcome;
import io.scoria.call.Refusal;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one model on threads named {@code instance-N}. A thread that is idle takes what waits at
 * once; while it runs the queue grows, and its next batch is larger. A further thread, {@code
 * deadlines}, ends calls whose time is up, whatever the instances do.
 */
final class InstanceExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceExecutor.class);

  /** Between two looks for calls whose time is up: many at a time may be abandoned. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Session session;
  private final BatchRunner runner;
  private final LatencyTable latencies;
  private final BatchSizes sizes;
  private final CallQueue queue;
  private final ReturningCalls returning;
  private final int instances;
  private final int maxRows;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param session shared by the instances; closed with this
   * @param maxRows of a batch; 0 where calls are not joined
   * @param maxQueueBytes of the inputs that wait
   */
  InstanceExecutor(
      Session session,
      BufferPool pool,
      LatencyTable latencies,
      BatchSizes sizes,
      int instances,
      int maxRows,
      long maxQueueBytes) {
    this.session = session;
    this.latencies = latencies;
    this.sizes = sizes;
    this.instances = instances;
    this.maxRows = maxRows;
    runner = new BatchRunner(session, pool, null);
    queue = new CallQueue(latencies, maxRows, maxQueueBytes);
    int processors = Runtime.getRuntime().availableProcessors();
    returning =
        new ReturningCalls(queue, latencies, maxRows, instances, processors, System::nanoTime);
    for (int i = 0; i < instances; i++) {
      threads.add(Thread.ofPlatform().name("instance-" + i).daemon().start(this::work));
    }
    threads.add(Thread.ofPlatform().name("deadlines").daemon().start(this::watch));
  }

  /** Null where the call was taken; else why it was not, and it is still the caller's. */
  @Nullable Refusal submit(Call call) {
    return queue.offer(call);
  }

  /** Calls that wait or run. */
  int size() {
    return queue.size();
  }

  /** Calls that wait. */
  int waiting() {
    return queue.waiting();
  }

  /**
   * How long a call that came now would wait, by what calls before it are known to take; 0 where an
   * instance is free. Of calls that are not here yet nothing is known but how many rows the others
   * have.
   *
   * @param notHereYet calls that will be before it
   */
  long predictedWaitNanos(int notHereYet) {
    if (queue.sizeInRuns() + notHereYet < instances) {
      return 0;
    }
    long calls = queue.size();
    long rowsOfCall = Math.max(1, queue.rows() / Math.max(1, calls));
    long ahead = calls + notHereYet;
    if (maxRows <= rowsOfCall) { // each call is a run
      return ahead * latencies.knownNanos(rowsOfCall) / instances;
    }
    long rowsAhead = queue.rows() + notHereYet * rowsOfCall;
    return (long) ((double) rowsAhead / maxRows * latencies.knownNanos(maxRows) / instances);
  }

  /** How long a call of so many rows that came now would run, together with those that wait. */
  long predictedRunNanos(long rows) {
    long together = Math.min(maxRows, queue.waitingRows() + rows);
    return latencies.predictNanos(Math.max(rows, together));
  }

  private void work() {
    try {
      for (var batch = queue.take(); batch != null; batch = queue.take()) {
        run(batch);
        returning.await(batch.calls());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing that a batch does ends the instance. */
  private void run(CallQueue.Running batch) {
    try {
      long rows = RowBatch.rows(batch.calls());
      sizes.dispatched(BatchPlace.INSTANCE, batch.reason(), 1);
      long runNanos = runner.run(batch.calls(), batch.control());
      if (runNanos >= 0) {
        latencies.update(rows, runNanos);
        sizes.add(rows);
      } else if (batch.calls().size() > 1) {
        sizes.dispatched(BatchPlace.INSTANCE, Dispatch.APART, batch.calls().size());
      }
    } catch (RuntimeException | Error e) {
      LOG.error("a batch failed: this is a bug, or there is no memory", e);
      batch.calls().forEach(call -> call.end(new Outcome.Failed(e)));
    } finally {
      queue.finished(batch);
    }
  }

  private void watch() {
    try {
      while (queue.awaitDue()) {
        expire();
        LockSupport.parkNanos(GATHER_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void expire() {
    try {
      queue.expire(System.nanoTime());
    } catch (RuntimeException | Error e) {
      LOG.error("calls could not be ended: this is a bug, or there is no memory", e);
    }
  }

  /**
   * Takes no more calls, runs those that wait, and closes the session.
   *
   * @return false where a run did not end in time: then the session stays open, since closing it
   *     under a run would crash the process
   */
  boolean close(long timeoutMs) throws InterruptedException {
    queue.close();
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    for (Thread thread : threads) {
      long leftNanos = Math.max(1, endNanos - System.nanoTime());
      if (!thread.join(Duration.ofNanos(leftNanos))) {
        return false;
      }
    }
    session.close();
    return true;
  }
}
