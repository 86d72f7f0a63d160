package io.scoria.call;

import io.scoria.tensor.Tensor;
import java.util.List;

/** How a call ended. */
public sealed interface Outcome {
  /**
   * One run of a model.
   *
   * @param startNanos by {@link System#nanoTime}
   * @param nanos that it took; {@link Reply#NOT_RUN} where there was none
   * @param rows of all calls in it
   */
  record Run(long startNanos, long nanos, long rows) {
    /** For outputs that are not those of a run. */
    public static final Run NONE = new Run(0, Reply.NOT_RUN, 0);
  }

  /**
   * The model's outputs in the order of its signature: whole, or a call's rows of those of a batch.
   * They are lent to whoever is told the outcome, for as long as it is being told.
   *
   * @param outputs one tensor for each output
   * @param firstRow where the call's rows begin in each of them
   * @param rows how many are the call's; {@link #WHOLE} where the outputs are
   * @param run that the call was in, alone or with others
   */
  record Scored(List<Tensor> outputs, long firstRow, long rows, Run run) implements Outcome {
    public static final long WHOLE = -1;

    public static Scored whole(List<Tensor> outputs, Run run) {
      return new Scored(outputs, 0, WHOLE, run);
    }
  }

  /** The caller's doing, or the moment's. */
  record Refused(Refusal refusal) implements Outcome {}

  /** A bug, or a runtime that failed: the cause goes to the log, not to the client. */
  record Failed(Throwable cause) implements Outcome {}

  /** The client went away, so nobody is told. */
  record Abandoned() implements Outcome {}
}
