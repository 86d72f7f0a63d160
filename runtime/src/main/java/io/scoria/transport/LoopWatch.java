package io.scoria.transport;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether event loops turn: each has a task that is due every {@value #PERIOD_MS} ms, and looks at
 * the clock when it is run. How late it is tells how long what the loop does keeps others waiting.
 * Asking keeps nobody waiting. Thread-safe; ends with the loops.
 */
public final class LoopWatch {
  static final int PERIOD_MS = 100;
  static final int WINDOW_SECONDS = 15;

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);

  private final List<Turns> loops = new ArrayList<>();

  /** Begins to watch these. */
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with its loop
  LoopWatch(List<EventLoop> watched) {
    for (EventLoop loop : watched) {
      Turns turns = new Turns(System.nanoTime());
      loops.add(turns);
      loop.scheduleWithFixedDelay(turns, PERIOD_NANOS, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  /** How late the slowest loop is: in its last turn, or by now in the one that it owes. */
  public long delayNanos() {
    long nowNanos = System.nanoTime();
    return loops.stream().mapToLong(loop -> loop.lateNanos(nowNanos)).max().orElse(0);
  }

  /**
   * By the index of each loop, the longest that a turn was late, or is now, within the last {@value
   * #WINDOW_SECONDS} to twice as many seconds.
   */
  public List<Long> worstNanos() {
    long nowNanos = System.nanoTime();
    return loops.stream().map(loop -> loop.worstNanos(nowNanos)).toList();
  }

  /** Run by one loop, read by any thread. */
  private static final class Turns implements Runnable {
    private volatile long dueNanos;
    private volatile long late; // the last turn
    private volatile long worst;
    private volatile long worstBefore; // of the window before
    private long windowEndNanos;

    Turns(long nowNanos) {
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
      late = Math.max(0, nowNanos - dueNanos);
      worst = Math.max(worst, late);
      dueNanos = nowNanos + PERIOD_NANOS;
    }

    /** A loop that is stuck now runs no task, and is late all the same. */
    long lateNanos(long nowNanos) {
      return Math.max(late, nowNanos - dueNanos);
    }

    long worstNanos(long nowNanos) {
      return Math.max(Math.max(worst, worstBefore), lateNanos(nowNanos));
    }
  }
}
