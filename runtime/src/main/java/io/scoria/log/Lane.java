package io.scoria.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * A thread that works on what others hand to it, in the order that it came, as a bounded queue of
 * it. Whoever hands over never waits: what does not fit is dropped and counted. The thread is a
 * daemon, so that work which never ends keeps no process alive.
 */
final class Lane<T> {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_BATCH = 256;

  private final Queue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final LongAdder dropped = new LongAdder();
  private final long gatherNanos;
  private final long maxBytes;
  private final ToIntFunction<T> bytesOf;
  private final Consumer<List<T>> work;
  private final Runnable rest;
  private final Thread thread;
  private volatile boolean asleep; // set by the thread before it looks at the queue once more
  private volatile boolean closing;

  /**
   * Nothing runs yet.
   *
   * @param gatherNanos after the first item that ends a sleep: what comes until then is worked on
   *     with it
   * @param maxBytes of all that waits, by {@code bytesOf}; a little more where many hand over at
   *     once
   * @param work called on the thread, with one item or more; the list is its own only for the call
   * @param rest called on the thread when nothing waits, and once a second from then on
   */
  Lane(
      String name,
      long gatherNanos,
      long maxBytes,
      ToIntFunction<T> bytesOf,
      Consumer<List<T>> work,
      Runnable rest) {
    this.gatherNanos = gatherNanos;
    this.maxBytes = maxBytes;
    this.bytesOf = bytesOf;
    this.work = work;
    this.rest = rest;
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** False, and counted, where it does not fit or the lane is closing. Never blocks. */
  boolean offer(T item) {
    int bytes = bytesOf.applyAsInt(item);
    if (closing || queuedBytes.get() + bytes > maxBytes) {
      dropped.increment();
      return false;
    }
    queuedBytes.addAndGet(bytes);
    queue.add(item);
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
    return true;
  }

  /** What was handed over is worked on now, and nothing waited for that comes later. */
  void hurry() {
    LockSupport.unpark(thread);
  }

  /** How many items were dropped so far. */
  long dropped() {
    return dropped.sum();
  }

  /** True where half of what may wait is free. */
  boolean hasRoom() {
    return queuedBytes.get() <= maxBytes / 2;
  }

  private void run() {
    List<T> batch = new ArrayList<>(MAX_BATCH);
    while (true) {
      boolean last = closing; // read before the queue: what was offered before it is worked on
      if (take(batch)) {
        work.accept(batch);
        batch.clear();
      } else if (last) {
        return;
      } else {
        rest.run();
        sleep();
      }
    }
  }

  private boolean take(List<T> batch) {
    long bytes = 0;
    for (T item = queue.poll(); item != null; item = queue.poll()) {
      bytes += bytesOf.applyAsInt(item);
      batch.add(item);
      if (batch.size() == MAX_BATCH) {
        break;
      }
    }
    queuedBytes.addAndGet(-bytes);
    return !batch.isEmpty();
  }

  private void sleep() {
    asleep = true;
    if (queue.isEmpty() && !closing) {
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
    asleep = false;
    if (!closing && gatherNanos > 0) {
      LockSupport.parkNanos(this, gatherNanos);
    }
  }

  /**
   * Takes nothing more, and waits until what was taken is worked on; false where that takes longer.
   */
  boolean close(long timeoutNanos) {
    closing = true;
    LockSupport.unpark(thread);
    try {
      return thread.join(java.time.Duration.ofNanos(Math.max(1, timeoutNanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
