package io.scoria.entry.python;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker process that is ready, and the connection to it. Used by its thread; {@link #kill} and
 * {@link #isGone} by any.
 */
final class Worker {
  private static final long EXIT_MS = 2000;

  private final ProcessHandle process;
  private final @Nullable Process own;
  private final FrameChannel channel;
  private final LogReader log;
  private final Needs needs;
  private final long readyNanos = System.nanoTime();

  /**
   * Owns all of them from here on.
   *
   * @param own the process where the server started it; null where it was forked
   */
  Worker(
      ProcessHandle process,
      @Nullable Process own,
      FrameChannel channel,
      LogReader log,
      Needs needs) {
    this.process = process;
    this.own = own;
    this.channel = channel;
    this.log = log;
    this.needs = needs;
    // A process of the script's own may hold the connection open after the worker's end.
    var later = CompletableFuture.delayedExecutor(EXIT_MS, TimeUnit.MILLISECONDS);
    var _ = process.onExit().thenRunAsync(channel::close, later);
  }

  FrameChannel channel() {
    return channel;
  }

  Needs needs() {
    return needs;
  }

  long pid() {
    return process.pid();
  }

  long upNanos(long nowNanos) {
    return nowNanos - readyNanos;
  }

  /** True where the process has ended: it may be seen late, never early. */
  boolean isGone() {
    return !process.isAlive();
  }

  /** Has the task run when the process has ended. */
  void whenGone(Runnable task) {
    var _ = process.onExit().thenRun(task);
  }

  /** Ends the process, whatever it does. */
  void kill() {
    process.destroyForcibly();
  }

  /** How the process ended, for people; empty where that is not known. */
  String ending() throws InterruptedException {
    return own == null ? "" : Processes.ending(own);
  }

  /** Asks the process to end, and ends it where it does not; blocks until it has ended. */
  void close() throws InterruptedException {
    channel.close();
    try {
      if (!Processes.awaitExit(process, EXIT_MS)) {
        kill();
        Processes.awaitExit(process, EXIT_MS);
      }
    } catch (InterruptedException e) {
      kill();
      throw e;
    } finally {
      log.close();
    }
  }
}
