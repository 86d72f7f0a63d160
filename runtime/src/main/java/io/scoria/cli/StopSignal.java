package io.scoria.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import sun.misc.Signal;

/**
 * SIGINT and SIGTERM as a wish to stop. Taken here instead of by a JVM exit hook because hooks run
 * side by side, and ONNX Runtime has one of its own that frees its environment: it must not run
 * before every session is closed.
 */
final class StopSignal {
  private static final int STOPPED = 0;
  private static final int STOPPED_UNCLEAN = 1;
  private static final int KILLED_BY_SECOND_SIGNAL = 130;

  private final long hardStopMs;
  private final CountDownLatch wish = new CountDownLatch(1);

  private volatile boolean serving; // read by the thread of the signals

  private StopSignal(long hardStopMs) {
    this.hardStopMs = hardStopMs;
  }

  /**
   * From here on the signals no longer end the process by themselves; a second one does.
   *
   * @param hardStopMs after the first signal, when the process ends whatever is stuck
   */
  static StopSignal install(long hardStopMs) {
    StopSignal stop = new StopSignal(hardStopMs);
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(new Signal(name), signal -> stop.onSignal());
    }
    return stop;
  }

  private void onSignal() {
    if (!serving) {
      Runtime.getRuntime().halt(STOPPED); // nothing was accepted yet
    }
    if (wish.getCount() == 0) {
      Runtime.getRuntime().halt(KILLED_BY_SECOND_SIGNAL);
    }
    wish.countDown();
    Thread.ofPlatform().name("hard-stop").daemon().start(this::haltLate);
  }

  /** Whatever is stuck, the process ends. */
  private void haltLate() {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(hardStopMs);
    for (long left = endNanos - System.nanoTime(); left > 0; left = endNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    Runtime.getRuntime().halt(STOPPED_UNCLEAN);
  }

  /**
   * There is a server that may have accepted calls: a signal no longer ends the process at once.
   */
  void serves() {
    serving = true;
  }

  /** Blocks until a signal has come after {@link #serves}. */
  void await() {
    boolean waiting = true;
    while (waiting) {
      try {
        wish.await();
        waiting = false;
      } catch (InterruptedException e) {
        waiting = wish.getCount() > 0; // nobody interrupts the main thread
      }
    }
  }

  /** Ends the process at once, without exit hooks, where the server did not stop cleanly. */
  void finish(boolean clean) {
    if (!clean) {
      Runtime.getRuntime().halt(STOPPED_UNCLEAN);
    }
  }
}
