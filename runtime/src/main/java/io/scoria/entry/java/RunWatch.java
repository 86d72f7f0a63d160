package io.scoria.entry.java;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the runs of one script, on a thread named {@code script-watch}: every few
 * milliseconds while there are any. Thread-safe.
 */
final class RunWatch {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** Looks that find nothing before the thread sleeps until it is woken. */
  private static final int IDLE_LOOKS = 250;

  private final Set<ScriptRun> runs = ConcurrentHashMap.newKeySet();
  private final AtomicLong overdue = new AtomicLong();
  private final Consumer<ScriptRun> neverRun;
  private final Consumer<ScriptRun> loses;
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  /**
   * Starts to watch.
   *
   * @param neverRun told of a run whose call ended while it waited
   * @param loses told of a run that goes on although it was interrupted, so that it loses its place
   */
  RunWatch(Consumer<ScriptRun> neverRun, Consumer<ScriptRun> loses) {
    this.neverRun = neverRun;
    this.loses = loses;
    thread = Thread.ofPlatform().name("script-watch").daemon().start(this::watch);
  }

  void add(ScriptRun run) {
    runs.add(run);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  void remove(ScriptRun run) {
    runs.remove(run);
  }

  /** Runs that wait or go on. */
  Set<ScriptRun> runs() {
    return runs;
  }

  /** Runs that went on although they were interrupted, so far. */
  long overdueRuns() {
    return overdue.get();
  }

  private void watch() {
    int idle = 0;
    while (!closed) {
      idle = runs.isEmpty() ? idle + 1 : 0;
      if (idle < IDLE_LOOKS) {
        lookAtAll();
        LockSupport.parkNanos(LOOK_NANOS);
      } else {
        sleep();
        idle = 0;
      }
    }
  }

  private void sleep() {
    asleep = true;
    while (runs.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  private void lookAtAll() {
    long nowNanos = System.nanoTime();
    for (ScriptRun run : runs) {
      try {
        look(run, nowNanos);
      } catch (RuntimeException | Error e) {
        LOG.error("a call could not be ended: this is a bug, or there is no memory", e);
      }
    }
  }

  private void look(ScriptRun run, long nowNanos) {
    switch (run.look(nowNanos)) {
      case GOES_ON -> {}
      case NEVER_RUN -> neverRun.accept(run);
      case IGNORES_INTERRUPT -> {
        overdue.incrementAndGet();
        warn(run);
        loses.accept(run);
      }
    }
  }

  private static void warn(ScriptRun run) {
    Thread thread = run.thread();
    Exception where = new Exception("where the script is now");
    if (thread != null) {
      where.setStackTrace(thread.getStackTrace());
    }
    LOG.warn(
        "request {}: the script goes on although its call has ended and it was interrupted",
        run.call().request().identity().requestId(),
        where);
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
