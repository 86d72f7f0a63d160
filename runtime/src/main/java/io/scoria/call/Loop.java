package io.scoria.call;

/** The event loop that a request came in on. Used on its own thread. */
public interface Loop {
  /** From 0, without gaps, the same for the loop's life. */
  int index();

  /** Runs the task once, on this loop, after everything that is ready now has been read. */
  void atEndOfIteration(Runnable task);
}
