package io.scoria.entry.python;

import io.scoria.entry.ScriptLoadException;
import java.io.IOException;

/** Starts workers. Thread-safe. */
interface Launcher {
  /**
   * Starts a worker, and blocks until its script's init has returned.
   *
   * @param number of the worker, from 0
   * @param slot told of the process as soon as there is one, so that it can be ended meanwhile
   * @throws ScriptLoadException if the script cannot serve
   * @throws IOException if the process ended before it was ready, or could not start
   */
  Worker launch(int number, WorkerSlot slot)
      throws IOException, ScriptLoadException, InterruptedException;

  /** Ends what is its own; workers are closed before. */
  void close() throws InterruptedException;
}
