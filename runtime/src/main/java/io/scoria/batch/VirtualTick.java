package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Loop;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tick of calls that come from virtual threads: itself one, named {@code tick}. Before a run it
 * yields to the virtual threads that are ready, for as long as that brings further calls; they
 * stand in one batch then, without a hand-off to another thread of the system and without a timer.
 * A lone call yields once, to nobody. Calls are added on any thread.
 */
final class VirtualTick implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualTick.class);

  private final TickBatch batch;
  private final ConcurrentLinkedQueue<Call> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean idle = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean running;
  private volatile boolean closed;
  private @Nullable Runnable due; // by the own thread alone

  /** Owns the prepared runs of the batch from here on, and not its session. */
  VirtualTick(TickBatch batch) {
    this.batch = batch;
    thread = Thread.ofVirtual().name("tick").start(this::work);
  }

  void add(Call call) {
    arrived.add(call);
    wake();
  }

  /** True while the model runs, so that a call that came now would wait for that. */
  boolean isRunning() {
    return running;
  }

  int runningCalls() {
    return batch.runningCalls();
  }

  private void wake() {
    if (idle.compareAndSet(true, false)) {
      LockSupport.unpark(thread);
    }
  }

  @SuppressWarnings(
      "ThreadPriorityCheck") // what yields here loses only time where the JDK ignores it
  private void work() {
    while (!closed || !arrived.isEmpty()) {
      while (takeArrived()) {
        Thread.yield(); // to whoever is ready, as long as that brings more
      }
      Runnable task = due;
      if (task == null) {
        sleep();
      } else {
        due = null;
        run(task);
      }
    }
  }

  /** False where no call has arrived. */
  private boolean takeArrived() {
    Call call = arrived.poll();
    boolean any = call != null;
    for (; call != null; call = arrived.poll()) {
      batch.add(call, this);
    }
    return any;
  }

  private void sleep() {
    idle.set(true);
    while (idle.get() && arrived.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    idle.set(false);
  }

  /** Nothing that a batch does ends the tick. */
  private void run(Runnable task) {
    running = true;
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a batch failed: this is a bug, or there is no memory", e);
    } finally {
      running = false;
    }
  }

  @Override
  public int index() {
    return 0;
  }

  @Override
  public void atEndOfIteration(Runnable task) {
    due = task;
  }

  @Override
  public void atEndOfNextIteration(Runnable task) {
    due = task;
  }

  @Override
  public void afterNextRead(Runnable task) {
    throw new UnsupportedOperationException("this loop reads no connections");
  }

  /**
   * Runs the calls that wait, and ends.
   *
   * @return false where a run did not end in time: then the prepared runs stay open
   */
  boolean close(long timeoutMs) throws InterruptedException {
    closed = true;
    LockSupport.unpark(thread);
    if (!thread.join(Duration.ofMillis(Math.max(1, timeoutMs)))) {
      return false;
    }
    batch.close();
    return true;
  }
}
