package io.scoria.call;

import io.scoria.tensor.Signature;

/** A model that can score. Thread-safe. */
public interface Servable {
  String name();

  Signature signature();

  /**
   * How long a call that came now would wait before its run, by the calls that wait or run and what
   * runs have taken so far.
   *
   * @param callsBefore that are not here yet, and will be before it
   */
  long predictedWaitNanos(int callsBefore);

  /** The same for a call that has come whole. */
  default long predictedWaitNanos(Call call) {
    return predictedWaitNanos(0);
  }

  /** How long a call that would wait would run then; 0 where that is not known. */
  default long predictedRunNanos(Call call) {
    return 0;
  }

  /**
   * Takes a call, and ends it some time. Never blocks.
   *
   * @param call owned by the servable from here on, its inputs too
   */
  void submit(Call call);
}
