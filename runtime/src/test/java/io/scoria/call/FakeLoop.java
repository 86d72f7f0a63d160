package io.scoria.call;

import java.util.ArrayList;
import java.util.List;

/** Runs what is due at the end of an iteration when it is told to. */
public final class FakeLoop implements Loop {
  private final List<Runnable> due = new ArrayList<>();

  @Override
  public int index() {
    return 0;
  }

  @Override
  public void atEndOfIteration(Runnable task) {
    due.add(task);
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
