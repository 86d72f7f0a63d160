package io.scoria.entry.java;

import io.scoria.entry.RunTimes;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many runs go on at once; the others wait, and follow in the order of their coming.
 * Thread-safe.
 */
final class CallGate {
  private final int limit;
  private final ArrayDeque<ScriptRun> waiting = new ArrayDeque<>(); // guarded by this
  private int running; // guarded by this
  private long lastStartNanos; // of a run; guarded by this

  CallGate(int limit) {
    this.limit = limit;
  }

  /** True where the run may start now; else it waits, and {@link #leave} gives it out. */
  synchronized boolean enter(ScriptRun run) {
    if (running < limit) {
      running++;
      lastStartNanos = System.nanoTime();
      return true;
    }
    waiting.add(run);
    return false;
  }

  /** A run that entered has ended; the one that may start in its place, or null. */
  synchronized @Nullable ScriptRun leave() {
    ScriptRun next = waiting.poll();
    if (next == null) {
      running--;
    } else {
      lastStartNanos = System.nanoTime();
    }
    return next;
  }

  /** The run waits no more; false where it does not wait. */
  synchronized boolean remove(ScriptRun run) {
    return waiting.remove(run);
  }

  synchronized int waitingRuns() {
    return waiting.size();
  }

  synchronized int runningRuns() {
    return running;
  }

  /** How long a run that came now would wait. */
  synchronized long predictedWaitNanos(RunTimes times) {
    int before = waiting.size() + running;
    long youngestNanos = running == 0 ? 0 : System.nanoTime() - lastStartNanos;
    return times.waitNanos(before, 1, limit, youngestNanos);
  }

  int limit() {
    return limit;
  }
}
