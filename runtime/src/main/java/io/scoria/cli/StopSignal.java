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
  private static final int HARD_STOP_SECONDS = 40; // longer than every part may take to stop
  private static final int STOPPED = 0;
  private static final int STOPPED_UNCLEAN = 1;
  private static final int KILLED_BY_SECOND_SIGNAL = 130;

  private final CountDownLatch wish = new CountDownLatch(1);

  private volatile boolean serving; // read by the thread of the signals

  private StopSignal() {}

  /** From here on the signals no longer end the process by themselves; a second one does. */
  static StopSignal install() {
    StopSignal stop = new StopSignal();
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
    Thread.ofPlatform().name("hard-stop").daemon().start(StopSignal::haltLate);
  }

  /** Whatever is stuck, the process ends. */
  private static void haltLate() {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(HARD_STOP_SECONDS));
    Runtime.getRuntime().halt(STOPPED_UNCLEAN);
  }

  /** Blocks until a signal has come. One that comes before this ends the process at once. */
  void await() {
    serving = true;
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
