package io.scoria.entry;

import java.util.Optional;
import java.util.OptionalInt;

/** An entry script whose {@code init} has returned, and that answers requests. Thread-safe. */
public interface LoadedScript {
  /** For people: the language, the file, and what runs it. */
  String description();

  /**
   * The OpenAPI document that the script's declared schema gives; empty where it declares none.
   *
   * @param version {@code 2}, {@code 3} or {@code 3.1}
   */
  Optional<String> openApi(String version);

  /** False where no call looks at its request's headers, which then need not be read. */
  default boolean readsHeaders() {
    return true;
  }

  /** True where OPTIONS is the script's to answer too. */
  default boolean answersOptions() {
    return false;
  }

  /** How long a call that came now would wait before its run, by the calls that wait or run. */
  long predictedWaitNanos();

  /** Calls that can run at once; empty where nothing bounds them. */
  default OptionalInt callsAtOnce() {
    return OptionalInt.empty();
  }

  /** Calls that wait for their run. */
  int waitingCalls();

  /** Calls that run. May be off by those that come and go at the moment. */
  int runningCalls();

  /** Of the processes that run it; empty where it runs in this one. */
  default Optional<WorkerFigures> workers() {
    return Optional.empty();
  }

  /** What its code has counted. */
  default ScriptFigures figures() {
    return ScriptFigures.NONE;
  }

  /** Why it cannot answer now, for people; empty where it can. */
  Optional<String> problem();

  /**
   * Takes a call, and ends it some time, at its deadline at the latest: where it waits then, it is
   * never run; where it runs, the run is stopped. Never blocks.
   */
  void submit(ScriptCall call);

  /**
   * Takes no more calls, and stops when those that wait or run have ended.
   *
   * @return false where they did not end in time: they are then stopped
   */
  boolean close(long timeoutMs) throws InterruptedException;
}
