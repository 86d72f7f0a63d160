package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Loop;
import io.scoria.call.Outcome;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that one event loop has read in one of its iterations, run on the loop itself at the
 * end of it, or earlier where they have as many rows as pay. There is no queue, no hand-off and no
 * timer: a lone call is run at once, and a batch is as large as the load makes it. Confined to the
 * loop's thread, which it holds for the time of a run.
 */
final class TickBatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TickBatch.class);

  /** A run of more saves little for a row. */
  private static final int MANY_ROWS = 128;

  private final PreparedRuns prepared;
  private final BatchRunner runner;
  private final LatencyTable latencies;
  private final BatchSizes sizes;
  private final int maxRows;
  private final int manyRows; // that wait are run at once
  private final BatchPlace place;
  private final List<Call> waiting = new ArrayList<>();
  private final List<Call> batch = new ArrayList<>();
  private long waitingRows;
  private @Nullable Loop asked; // to run what waits at the end of the iteration
  private boolean ranEarly; // in this iteration
  private boolean inRun; // calls may come while answers are sent
  private Dispatch reason = Dispatch.DRAINED; // of the batch
  private final AtomicInteger running = new AtomicInteger(); // written by one thread, read by any

  /** On an event loop. */
  TickBatch(
      Session session, BufferPool pool, LatencyTable latencies, BatchSizes sizes, int maxRows) {
    this(session, pool, latencies, sizes, maxRows, BatchPlace.LOOP);
  }

  /**
   * @param session the caller's. Of a small model each loop has its own: two threads in one are
   *     slower than one
   * @param maxRows of a batch; 0 where calls may not run together
   */
  TickBatch(
      Session session,
      BufferPool pool,
      LatencyTable latencies,
      BatchSizes sizes,
      int maxRows,
      BatchPlace place) {
    this.place = place;
    prepared = new PreparedRuns(session);
    runner = new BatchRunner(session, pool, prepared);
    this.latencies = latencies;
    this.sizes = sizes;
    this.maxRows = maxRows;
    manyRows = maxRows == 0 ? MANY_ROWS : Math.min(maxRows, MANY_ROWS);
  }

  void add(Call call, Loop loop) {
    if (asked == null) {
      asked = loop;
      loop.atEndOfIteration(this);
    }
    waiting.add(call);
    waitingRows += call.rows();
    if (waitingRows >= manyRows && place == BatchPlace.LOOP && !inRun) {
      ranEarly = true;
      runWaiting(manyRows); // more would save little, and these calls would wait for it
    }
  }

  /**
   * Where calls were run in this iteration already, the few that came behind them wait once until
   * the loop has read what came meanwhile: that takes no time where nothing has.
   */
  @Override
  public void run() {
    Loop loop = asked;
    if (ranEarly && loop != null && !waiting.isEmpty()) {
      ranEarly = false;
      loop.atEndOfNextIteration(this);
      return;
    }
    asked = null;
    ranEarly = false;
    runWaiting(0);
  }

  /** Runs batches while at least so many rows wait. */
  private void runWaiting(long leastRows) {
    int next = 0;
    inRun = true;
    try {
      while (next < waiting.size() && waitingRows >= leastRows) {
        int end = takeFrom(next, System.nanoTime());
        for (; next < end; next++) {
          waitingRows -= waiting.get(next).rows();
        }
        runBatch();
      }
      waiting.subList(0, next).clear();
    } catch (RuntimeException | Error e) {
      LOG.error("a batch failed: this is a bug, or there is no memory", e);
      for (int i = 0; i < waiting.size(); i++) { // more may come as connections are answered
        waiting.get(i).end(new Outcome.Failed(e));
      }
      waiting.subList(next, waiting.size()).forEach(Call::closeInputs);
      waiting.clear();
      waitingRows = 0;
    } finally {
      batch.clear();
      inRun = false;
      running.lazySet(0);
    }
  }

  /** Calls that run now. Asked by any thread. */
  int runningCalls() {
    return running.get();
  }

  private void runBatch() {
    if (batch.isEmpty()) {
      return;
    }
    long rows = RowBatch.rows(batch);
    sizes.dispatched(place, reason, 1);
    running.lazySet(batch.size());
    long runNanos = runner.run(batch, null);
    if (runNanos >= 0) {
      latencies.update(rows, runNanos);
      sizes.add(rows);
    } else if (batch.size() > 1) {
      sizes.dispatched(place, Dispatch.APART, batch.size());
    }
    batch.clear();
  }

  /** Fills the batch with the calls that may run together from here on; the index after them. */
  private int takeFrom(int from, long nowNanos) {
    long rows = 0;
    int next = from;
    reason = maxRows == 0 ? Dispatch.UNBATCHED : Dispatch.DRAINED;
    for (; next < waiting.size(); next++) {
      Call call = waiting.get(next);
      Dispatch ends =
          batch.isEmpty() ? null : RowBatch.whyNot(batch.getFirst(), call, rows, maxRows);
      if (ends != null) {
        reason = ends;
        break;
      }
      if (call.isExpired(nowNanos)) {
        call.end(CallQueue.EXPIRED);
        call.closeInputs();
      } else if (call.tryStart()) {
        batch.add(call);
        rows += call.rows();
      } else {
        call.closeInputs(); // its client has gone
      }
    }
    return next;
  }

  /** Before the session is closed. */
  void close() {
    prepared.close();
  }
}
