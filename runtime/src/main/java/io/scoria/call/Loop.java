package io.scoria.call;

/**
 * The event loop that a request came in on. Used on its own thread, but where it says otherwise.
 */
public interface Loop {
  /** From 0, without gaps, the same for the loop's life. */
  int index();

  /** Runs the task once, on this loop, after everything that is ready now has been read. */
  void atEndOfIteration(Runnable task);

  /** Runs the task once, on this loop, after what will be ready in its next iteration was read. */
  void atEndOfNextIteration(Runnable task);

  /**
   * Runs the task once, on this loop, when what was handed to the loop before is done and what was
   * ready then has been read. Called on any thread.
   */
  void afterNextRead(Runnable task);

  /**
   * A call of this loop has been refused since there is more load than the server can bear. A loop
   * that hears this often may sleep for less than a millisecond, so as to refuse several at once.
   */
  default void onOverload() {}
}
