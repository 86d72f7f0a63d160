package io.scoria.entry.python;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptOutcome;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls that a worker runs together, and until when. Immutable; the calls are thread-safe. */
final class Run {
  /** That an interrupted script has to end in, before its process is ended. */
  static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);

  private final List<ScriptCall> calls;
  private final long startNanos;
  private final long timeoutMs;

  Run(List<ScriptCall> calls, long startNanos, long timeoutMs) {
    this.calls = calls;
    this.startNanos = startNanos;
    this.timeoutMs = timeoutMs;
  }

  List<ScriptCall> calls() {
    return calls;
  }

  long startNanos() {
    return startNanos;
  }

  /** How long the call may run from the start. */
  long limitNanos(ScriptCall call) {
    long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    return Math.min(timeoutNanos, call.deadlineNanos() - startNanos);
  }

  /** When the last of the calls has no time left, by {@link System#nanoTime}. */
  long endNanos() {
    long limit = 0;
    for (ScriptCall call : calls) {
      limit = Math.max(limit, limitNanos(call));
    }
    return startNanos + limit;
  }

  /** Ends the calls whose time is up. */
  void expire(long nowNanos) {
    for (ScriptCall call : calls) {
      if (nowNanos - startNanos >= limitNanos(call) && !call.isEnded()) {
        endLate(call);
      }
    }
  }

  /** Ends a call whose time is up. */
  void endLate(ScriptCall call) {
    boolean byTimeout = limitNanos(call) == TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    call.end(byTimeout ? new ScriptOutcome.TimedOut(timeoutMs) : deadlineExceeded());
  }

  static ScriptOutcome deadlineExceeded() {
    return new ScriptOutcome.Refused(
        new Refusal(Reason.DEADLINE_EXCEEDED, "The call was not answered before its deadline."));
  }
}
