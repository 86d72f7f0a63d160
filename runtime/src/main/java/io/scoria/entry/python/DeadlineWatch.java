package io.scoria.entry.python;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code script-deadlines}: while calls wait or run, it looks every few milliseconds
 * whose time is up. {@link #wake} is called by any thread.
 */
final class DeadlineWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
  private static final long PERIOD_NANOS = Duration.ofMillis(5).toNanos();

  private final BooleanSupplier busy;
  private final LongConsumer expire;
  private final Thread thread;

  /** Written by the thread, before it looks whether it is to sleep. */
  private volatile boolean asleep;

  private volatile boolean closed;

  /**
   * @param busy true where calls wait or run
   * @param expire told the time, by {@link System#nanoTime}
   */
  DeadlineWatch(BooleanSupplier busy, LongConsumer expire) {
    this.busy = busy;
    this.expire = expire;
    thread = Thread.ofPlatform().name("script-deadlines").daemon().start(this::watch);
  }

  /** A call has come. */
  void wake() {
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(PERIOD_NANOS);
      look();
      asleep = true;
      while (!closed && !busy.getAsBoolean()) {
        LockSupport.park(this);
      }
      asleep = false;
    }
  }

  private void look() {
    try {
      expire.accept(System.nanoTime());
    } catch (RuntimeException | Error e) {
      LOG.error("calls could not be ended: this is a bug, or there is no memory", e);
    }
  }

  /** Ends the thread. */
  void close() throws InterruptedException {
    closed = true;
    LockSupport.unpark(thread);
    thread.join();
  }
}
