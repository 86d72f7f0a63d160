package io.scoria.transport;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How late event loops are: each has a task that is due every {@value #PERIOD_MS} ms, and looks at
 * the clock when it is run. Reading is thread-safe; ends with the loops.
 */
public final class LoopDelays {
  static final int PERIOD_MS = 100;
  static final int WINDOW_SECONDS = 15;

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);

  private final List<Watch> watches = new ArrayList<>();

  /** Begins to watch these. */
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with its loop
  LoopDelays(List<EventLoop> loops) {
    for (EventLoop loop : loops) {
      Watch watch = new Watch(System.nanoTime());
      watches.add(watch);
      loop.scheduleWithFixedDelay(watch, PERIOD_NANOS, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * By the index of each loop, the longest that a task was late, or is now, within the last {@value
   * #WINDOW_SECONDS} to twice as many seconds.
   */
  public List<Long> worstNanos() {
    long nowNanos = System.nanoTime();
    return watches.stream().map(watch -> watch.worstNanos(nowNanos)).toList();
  }

  /** Run by one loop, read by any thread. */
  private static final class Watch implements Runnable {
    private volatile long dueNanos;
    private volatile long worst;
    private volatile long worstBefore; // of the window before
    private long windowEndNanos;

    Watch(long nowNanos) {
      dueNanos = nowNanos + PERIOD_NANOS;
      windowEndNanos = nowNanos + WINDOW_NANOS;
    }

    @Override
    public void run() {
      long nowNanos = System.nanoTime();
      if (nowNanos - windowEndNanos >= 0) {
        windowEndNanos = nowNanos + WINDOW_NANOS;
        worstBefore = worst;
        worst = 0;
      }
      worst = Math.max(worst, nowNanos - dueNanos);
      dueNanos = nowNanos + PERIOD_NANOS;
    }

    /** A loop that is stuck now runs no task, and is late all the same. */
    long worstNanos(long nowNanos) {
      return Math.max(Math.max(worst, worstBefore), nowNanos - dueNanos);
    }
  }
}
