package io.scoria.entry.python;

import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptLoadException;
import io.scoria.entry.ScriptOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code worker-N}: starts a worker, runs calls on it, and starts another when it dies.
 */
final class WorkerThread {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerThread.class);

  /** Calls that are given to run_batch at once. */
  static final int MAX_BATCH = 64;

  private static final long STOP_MS = 4000;

  private final int number;
  private final Launcher launcher;
  private final ScriptQueue queue;
  private final ModelCalls model;
  private final Crashes crashes;
  private final int timeoutMs;
  private final WorkerSlot slot = new WorkerSlot();
  private final CompletableFuture<Needs> firstReady = new CompletableFuture<>();
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private int crashesInARow;

  /** Written by the thread; the watcher of deadlines and the script's state read it. */
  private volatile @Nullable Conversation conversation;

  private volatile @Nullable Worker worker;

  WorkerThread(
      int number,
      Launcher launcher,
      ScriptQueue queue,
      ModelCalls model,
      Crashes crashes,
      int timeoutMs) {
    this.number = number;
    this.launcher = launcher;
    this.queue = queue;
    this.model = model;
    this.crashes = crashes;
    this.timeoutMs = timeoutMs;
    thread = Thread.ofPlatform().name("worker-" + number).daemon().unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** Ends with the first worker: ready, or failed, and then the thread has ended. */
  CompletableFuture<Needs> firstReady() {
    return firstReady;
  }

  /** How long its worker has been up; 0 where there is none. */
  long upNanos(long nowNanos) {
    Worker up = worker;
    return up == null ? 0 : up.upNanos(nowNanos);
  }

  boolean isUp() {
    return worker != null;
  }

  void expire(long nowNanos) {
    Conversation now = conversation;
    if (now != null) {
      now.expire(nowNanos);
    }
  }

  private void work() {
    try {
      while (!slot.isClosed() && launchAndServeSafely()) {
        // the next worker
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is stopped
    }
  }

  /** Nothing ends the thread that another worker may do better with. */
  private boolean launchAndServeSafely() throws InterruptedException {
    try {
      return launchAndServe();
    } catch (RuntimeException | Error e) {
      LOG.error("worker {} is lost: this is a bug, or there is no memory", number, e);
      if (firstReady.completeExceptionally(e)) {
        return false;
      }
      crashed("a bug of the server, or no memory; its log says more");
      return true;
    }
  }

  /** False where no worker is to follow. */
  private boolean launchAndServe() throws InterruptedException {
    Worker started;
    try {
      started = launcher.launch(number, slot);
    } catch (IOException | ScriptLoadException e) {
      if (firstReady.completeExceptionally(e) || slot.isClosed()) {
        return false;
      }
      crashed("it could not be started again: " + e.getMessage());
      return true;
    }
    try {
      worker = started;
      started.whenGone(queue::wake);
      firstReady.complete(started.needs());
      serve(started);
    } finally {
      worker = null;
      started.close();
    }
    return true;
  }

  private void serve(Worker started) throws InterruptedException {
    Conversation talk = new Conversation(started, model, timeoutMs);
    conversation = talk;
    int max = started.needs().batches() ? MAX_BATCH : 1;
    try {
      boolean first = true;
      List<ScriptCall> calls = queue.take(max, started::isGone);
      while (calls != null) {
        run(talk, calls, first);
        first = false;
        calls = queue.take(max, started::isGone);
      }
      if (!slot.isClosed()) {
        throw new IOException("it ended while it waited");
      }
    } catch (IOException e) {
      lost(started, talk, e);
    } finally {
      conversation = null;
    }
  }

  private void run(Conversation talk, List<ScriptCall> calls, boolean first)
      throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    boolean taken = true;
    try {
      talk.run(calls);
    } catch (Conversation.NotTakenException e) {
      taken = false;
      queue.putBack(calls);
      throw e;
    } catch (RuntimeException | Error e) { // of an answer that is none, or too large for the heap
      calls.forEach(call -> call.end(new ScriptOutcome.Failed()));
      throw new IOException("its answer could not be taken: " + e, e);
    } catch (IOException e) {
      lose(talk, calls);
      throw e;
    } catch (InterruptedException e) {
      calls.forEach(call -> call.end(new ScriptOutcome.Crashed()));
      throw e;
    } finally {
      queue.finished(calls.size(), taken ? System.nanoTime() - startNanos : -1, first);
    }
  }

  /** Of a batch nobody knows whose call it was: those that are left are run apart. */
  private void lose(Conversation talk, List<ScriptCall> calls) {
    if (calls.size() > 1 && !talk.killed()) {
      queue.putBackApart(calls.stream().filter(call -> !call.isEnded()).toList());
    } else {
      calls.forEach(call -> call.end(new ScriptOutcome.Crashed()));
    }
  }

  private void lost(Worker started, Conversation talk, IOException cause)
      throws InterruptedException {
    if (slot.isClosed()) {
      return;
    }
    if (talk.killed()) {
      crashes.addTimeout();
      LOG.warn("worker {} was ended: its script did not end in its time", number);
      return;
    }
    if (started.upNanos(System.nanoTime()) >= Crashes.STEADY_NANOS) {
      crashesInARow = 0;
    }
    started.kill(); // where it broke the protocol, it still lives
    String ending = started.ending();
    crashed(ending.isEmpty() ? "lost: " + cause : ending);
  }

  private void crashed(String why) throws InterruptedException {
    crashesInARow++;
    if (crashes.add(System.nanoTime(), why)) {
      LOG.error("not ready: workers of the script died {} times within a minute", Crashes.LIMIT);
    }
    long delayMs = Crashes.delayMs(crashesInARow);
    LOG.error("worker {} died: {}; the next is started in {} ms", number, why, delayMs);
    var _ = stopping.await(delayMs, TimeUnit.MILLISECONDS);
  }

  /** Starts no worker any more; one that is ready goes on. */
  void closing() {
    slot.close();
    stopping.countDown();
  }

  /** Waits for the worker and the thread to end. Called when the queue is stopped. */
  void stop() throws InterruptedException {
    if (!thread.join(Duration.ofMillis(STOP_MS))) {
      thread.interrupt();
      thread.join();
    }
  }

  /** Cuts off what runs. */
  void kill() {
    Worker up = worker;
    if (up != null) {
      up.kill();
    }
    thread.interrupt();
  }
}
