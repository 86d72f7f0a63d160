package io.scoria.entry.python;

import io.scoria.entry.RunTimes;
import io.scoria.entry.ScriptCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait, first come first served, and the count of the runs under way. Thread-safe;
 * ends no call while it is locked.
 */
final class ScriptQueue {
  private final int lanes;
  private final RunTimes times = new RunTimes();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition idle = lock.newCondition();
  private final ArrayDeque<ScriptCall> waiting = new ArrayDeque<>(); // guarded by lock
  private final Set<ScriptCall> apart = new HashSet<>(); // of those that wait; guarded by lock
  private int runs; // guarded by lock
  private int runningCalls; // guarded by lock
  private int mostCalls = 1; // of a run; guarded by lock
  private long lastStartNanos; // of a run; guarded by lock
  private boolean closed; // guarded by lock
  private boolean stopped; // guarded by lock

  /**
   * @param lanes runs that are under way at once; a batch is one run
   */
  ScriptQueue(int lanes) {
    this.lanes = lanes;
  }

  /** Takes the call, unless the queue is closed. */
  boolean offer(ScriptCall call) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      waiting.add(call);
      work.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for calls to run, and counts them as running: {@link #finished} ends that.
   *
   * @param max how many are run together at most
   * @param gone true where who asks cannot run calls any more
   * @return null where it is gone, or the queue is stopped
   */
  @Nullable List<ScriptCall> take(int max, BooleanSupplier gone) throws InterruptedException {
    lock.lock();
    try {
      while (!stopped && !gone.getAsBoolean()) {
        List<ScriptCall> taken = runs < lanes ? poll(max) : List.of();
        if (!taken.isEmpty()) {
          runs++;
          mostCalls = max;
          lastStartNanos = System.nanoTime();
          runningCalls += taken.size();
          return taken;
        }
        work.await();
      }
      work.signal(); // it may have been meant for another
      return null;
    } finally {
      lock.unlock();
    }
  }

  private List<ScriptCall> poll(int max) {
    List<ScriptCall> taken = new ArrayList<>(Math.min(max, Math.max(1, waiting.size())));
    while (taken.size() < max && !waiting.isEmpty()) {
      boolean alone = apart.contains(waiting.peek());
      if (alone && !taken.isEmpty()) {
        break;
      }
      ScriptCall call = waiting.poll();
      if (!call.isEnded()) {
        taken.add(call);
      }
      if (apart.remove(call) && !taken.isEmpty()) {
        break;
      }
    }
    if (taken.isEmpty()) {
      tellIdle();
    }
    return taken;
  }

  /**
   * Ends a run.
   *
   * @param runNanos how long it took; negative where that says nothing
   * @param first of its process
   */
  void finished(int calls, long runNanos, boolean first) {
    lock.lock();
    try {
      runs--;
      runningCalls -= calls;
      if (runNanos >= 0) {
        times.add(calls, runNanos, first);
      }
      if (!waiting.isEmpty()) {
        work.signal();
      }
      tellIdle();
    } finally {
      lock.unlock();
    }
  }

  /** Takes back calls that were taken and never began to run: they are the first again. */
  void putBack(List<ScriptCall> calls) {
    lock.lock();
    try {
      for (ScriptCall call : calls.reversed()) {
        waiting.addFirst(call);
      }
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #putBack}; none of them is run together with another. */
  void putBackApart(List<ScriptCall> calls) {
    lock.lock();
    try {
      apart.addAll(calls);
    } finally {
      lock.unlock();
    }
    putBack(calls);
  }

  /** Has those that wait in {@link #take} look again whether they are gone. */
  void wake() {
    lock.lock();
    try {
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Removes the calls whose deadline has passed, or that have ended; tells each of the former. */
  void expire(long nowNanos, Consumer<ScriptCall> expired) {
    List<ScriptCall> found = new ArrayList<>();
    lock.lock();
    try {
      waiting.removeIf(call -> {
        boolean late = nowNanos - call.deadlineNanos() >= 0;
        if (late) {
          found.add(call);
        }
        boolean out = late || call.isEnded();
        if (out) {
          apart.remove(call);
        }
        return out;
      });
      tellIdle();
    } finally {
      lock.unlock();
    }
    found.forEach(expired);
  }

  /** Calls that wait or run. */
  int size() {
    lock.lock();
    try {
      return waiting.size() + runningCalls;
    } finally {
      lock.unlock();
    }
  }

  /** Calls that wait. */
  int waitingCalls() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Calls that run. */
  int runningCalls() {
    lock.lock();
    try {
      return runningCalls;
    } finally {
      lock.unlock();
    }
  }

  int lanes() {
    return lanes;
  }

  /** How long a call that came now would wait: those that wait are run together as they may. */
  long predictedWaitNanos() {
    lock.lock();
    try {
      int full = waiting.size() / mostCalls;
      int before = full + runs;
      int callsOfRun = (full * mostCalls + runningCalls) / Math.max(1, before);
      long youngestNanos = runs == 0 ? 0 : System.nanoTime() - lastStartNanos;
      return times.waitNanos(before, callsOfRun, lanes, youngestNanos);
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more calls; those that wait are still run. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no call waits or runs; false where that takes longer. */
  boolean awaitIdle(long timeoutMs) throws InterruptedException {
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    lock.lock();
    try {
      while (!waiting.isEmpty() || runs > 0) {
        if (leftNanos <= 0) {
          return false;
        }
        leftNanos = idle.awaitNanos(leftNanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Has nobody run anything any more, and gives back what waits. */
  List<ScriptCall> stop() {
    lock.lock();
    try {
      closed = true;
      stopped = true;
      List<ScriptCall> left = List.copyOf(waiting);
      waiting.clear();
      work.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  private void tellIdle() {
    if (waiting.isEmpty() && runs == 0) {
      idle.signalAll();
    }
  }
}
