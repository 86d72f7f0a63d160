package io.scoria.transport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One timer for whatever a connection waits for: it may ring earlier than need be, and whoever it
 * rings for looks whether it is time. So there is never more than one, however many requests come.
 * Confined to its event loop.
 */
final class Alarm {
  private final Runnable ring;
  private @Nullable ScheduledFuture<?> timer;
  private long atNanos; // when the timer rings

  Alarm(Runnable ring) {
    this.ring = ring;
  }

  /** Rings at that time, by {@link System#nanoTime}, or earlier. */
  void ringBy(long nanos, EventExecutor loop) {
    if (timer != null && nanos - atNanos >= 0) {
      return;
    }
    cancel();
    atNanos = nanos;
    timer = loop.schedule(this::onTime, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void onTime() {
    timer = null;
    ring.run();
  }

  void cancel() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
