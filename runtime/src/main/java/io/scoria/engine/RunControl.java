package io.scoria.engine;

import org.jspecify.annotations.Nullable;

/** Lets another thread end a run. Used for one run. Thread-safe. */
public final class RunControl {
  private @Nullable Runnable terminator; // guarded by this
  private boolean terminated; // guarded by this

  /** Called by the engine before the run: how to end it. Ends it at once where that was asked. */
  public synchronized void attach(Runnable newTerminator) {
    terminator = newTerminator;
    if (terminated) {
      newTerminator.run();
    }
  }

  /** Called by the engine after the run, before what the terminator uses goes away. */
  public synchronized void detach() {
    terminator = null;
  }

  /** Ends the run as soon as the engine can; does nothing where it has ended. */
  public synchronized void terminate() {
    terminated = true;
    if (terminator != null) {
      terminator.run();
    }
  }
}
