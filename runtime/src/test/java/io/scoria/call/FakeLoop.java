package io.scoria.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs what is due at the end of an iteration, or after the next read, when it is told to. */
public final class FakeLoop implements Loop {
  private final List<Runnable> due = new ArrayList<>();
  private final LinkedBlockingQueue<Runnable> looks = new LinkedBlockingQueue<>();

  @Override
  public int index() {
    return 0;
  }

  @Override
  public void atEndOfIteration(Runnable task) {
    due.add(task);
  }

  @Override
  public void atEndOfNextIteration(Runnable task) {
    due.add(task);
  }

  @Override
  public void afterNextRead(Runnable task) {
    looks.add(task);
  }

  /** Waits for a task that is to be run after the next read, and gives it. */
  public Runnable nextLook() throws InterruptedException {
    Runnable look = looks.poll(20, TimeUnit.SECONDS);
    if (look == null) {
      throw new IllegalStateException("nobody has asked for a task after the next read");
    }
    return look;
  }

  /** True where a task is to be run after the next read. */
  public boolean isLookedAt() {
    return !looks.isEmpty();
  }

  /** True where nothing waits for the end of an iteration. */
  public boolean isIdle() {
    return due.isEmpty();
  }

  public void endIteration() {
    List<Runnable> now = List.copyOf(due);
    due.clear();
    now.forEach(Runnable::run);
  }
}
