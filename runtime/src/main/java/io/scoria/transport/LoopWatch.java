package io.scoria.transport;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Whether event loops turn: each is asked to, again and again, and how late it is tells how long
 * what it does keeps others waiting. Asking this keeps nobody waiting. Thread-safe.
 */
public final class LoopWatch {
  /** Often enough for an alarm, and seldom enough to cost nothing. */
  private static final int PERIOD_MS = 250;

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);

  private final AtomicLongArray dueNanos; // when the next turn of each loop is due
  private final AtomicLongArray lateNanos; // how late its last turn was

  private LoopWatch(int loops) {
    dueNanos = new AtomicLongArray(loops);
    lateNanos = new AtomicLongArray(loops);
  }

  /** Watches loops until they end. */
  static LoopWatch of(Iterable<? extends EventExecutor> loops, int count) {
    LoopWatch watch = new LoopWatch(count);
    int index = 0;
    for (EventExecutor loop : loops) {
      watch.begin(loop, index++);
    }
    return watch;
  }

  private void begin(EventExecutor loop, int index) {
    dueNanos.set(index, System.nanoTime());
    loop.execute(() -> turn(loop, index));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a loop that ends turns no more
  private void turn(EventExecutor loop, int index) {
    long nowNanos = System.nanoTime();
    lateNanos.set(index, Math.max(0, nowNanos - dueNanos.get(index)));
    dueNanos.set(index, nowNanos + PERIOD_NANOS);
    if (!loop.isShuttingDown()) {
      loop.schedule(() -> turn(loop, index), PERIOD_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** How late the slowest loop is: in its last turn, or by now in the one that it owes. */
  public long delayNanos() {
    long nowNanos = System.nanoTime();
    long most = 0;
    for (int index = 0; index < dueNanos.length(); index++) {
      long owed = nowNanos - dueNanos.get(index);
      most = Math.max(most, Math.max(owed, lateNanos.get(index)));
    }
    return most;
  }
}
