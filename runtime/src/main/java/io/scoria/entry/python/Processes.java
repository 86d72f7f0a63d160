package io.scoria.entry.python;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How processes end. */
final class Processes {
  private Processes() {}

  /** False where the process has not ended in time. */
  static boolean awaitExit(ProcessHandle process, long timeoutMs) throws InterruptedException {
    try {
      process.onExit().get(timeoutMs, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    }
  }

  /** How the process ended, for people; empty where that is not known in a moment. */
  static String ending(Process process) throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.SECONDS)) {
      return "";
    }
    int code = process.exitValue();
    return code > 128 && code < 128 + 65
        ? "it was ended by signal " + (code - 128)
        : "it exited with code " + code;
  }
}
