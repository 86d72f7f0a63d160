package io.scoria.entry.java;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptOutcome;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call of a script and the virtual thread that runs it. The thread runs it once; the thread of
 * {@link RunWatch} alone looks after it.
 */
final class ScriptRun implements Runnable {
  /** How long a thread has to end once it was interrupted, before others get its place. */
  static final long GRACE_NANOS = 1_000_000_000;

  private static final ScriptOutcome EXPIRED =
      new ScriptOutcome.Refused(
          new Refusal(Reason.DEADLINE_EXCEEDED, "The call was not answered before its deadline."));

  /** What a look at a run found. */
  enum State {
    /** It waits or runs, as it should. */
    GOES_ON,
    /** It has ended before it began, and never will begin. */
    NEVER_RUN,
    /** It was interrupted long ago, and goes on. Said once. */
    IGNORES_INTERRUPT
  }

  private final ScriptCall call;
  private final ScriptCode code;
  private final long timeoutMs;
  private final AtomicBoolean holdsPlace = new AtomicBoolean();
  private volatile @Nullable Thread thread; // once it may start
  private volatile long startNanos; // of use once started
  private volatile boolean started;
  private volatile boolean over;
  private long interruptedNanos; // of use once interrupted; by the watch alone
  private boolean interrupted; // by the watch alone
  private boolean givenUp; // by the watch alone

  ScriptRun(ScriptCall call, ScriptCode code, long timeoutMs) {
    this.call = call;
    this.code = code;
    this.timeoutMs = timeoutMs;
  }

  ScriptCall call() {
    return call;
  }

  @Nullable Thread thread() {
    return thread;
  }

  /** The run has a place among those that go on at once, and will run on the thread. */
  void mayStart(Thread itsThread) {
    holdsPlace.set(true);
    thread = itsThread;
  }

  /** True once, for whoever gives the place to another. */
  boolean leavePlace() {
    return holdsPlace.compareAndSet(true, false);
  }

  @Override
  public void run() {
    if (call.tryStart()) {
      startNanos = System.nanoTime();
      started = true;
      ScriptOutcome outcome = code.answer(call);
      over = true;
      call.end(outcome);
    }
    over = true;
  }

  /** Ends the call where its time is up, and interrupts the thread where nobody waits for it. */
  State look(long nowNanos) {
    if (over) {
      return State.GOES_ON; // it is about to be forgotten by its own thread
    }
    if (!call.isEnded()) {
      endLate(nowNanos);
    }
    if (!call.isEnded()) {
      return State.GOES_ON;
    }
    Thread running = thread;
    return running == null ? State.NEVER_RUN : interrupt(running, nowNanos);
  }

  private void endLate(long nowNanos) {
    if (nowNanos - call.deadlineNanos() >= 0) {
      call.end(EXPIRED);
    } else if (started && nowNanos - startNanos >= timeoutMs * 1_000_000) {
      call.end(new ScriptOutcome.TimedOut(timeoutMs));
    }
  }

  private State interrupt(Thread running, long nowNanos) {
    if (!interrupted) {
      interrupted = true;
      interruptedNanos = nowNanos;
      running.interrupt();
    } else if (!givenUp && nowNanos - interruptedNanos >= GRACE_NANOS) {
      givenUp = true;
      return State.IGNORES_INTERRUPT;
    }
    return State.GOES_ON;
  }

  /** Ends the call, since the server stops. */
  void stop(ScriptOutcome outcome) {
    call.end(outcome);
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /** True where it calculates, and so holds a processor. */
  boolean isBusy() {
    Thread running = thread;
    return running != null && running.getState() == Thread.State.RUNNABLE;
  }
}
