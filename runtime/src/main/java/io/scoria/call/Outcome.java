package io.scoria.call;

import io.scoria.tensor.Tensor;
import java.util.List;

/** How a call ended. */
public sealed interface Outcome {
  /**
   * The model's outputs in the order of its signature: whole, or a call's rows of those of a batch.
   * They are lent to whoever is told the outcome, for as long as it is being told.
   *
   * @param outputs one tensor for each output
   * @param firstRow where the call's rows begin in each of them
   * @param rows how many are the call's; {@link #WHOLE} where the outputs are
   * @param runNanos how long the run took that the call was in, alone or with others
   */
  record Scored(List<Tensor> outputs, long firstRow, long rows, long runNanos) implements Outcome {
    public static final long WHOLE = -1;

    public static Scored whole(List<Tensor> outputs, long runNanos) {
      return new Scored(outputs, 0, WHOLE, runNanos);
    }
  }

  /** The caller's doing, or the moment's. */
  record Refused(Refusal refusal) implements Outcome {}

  /** A bug, or a runtime that failed: the cause goes to the log, not to the client. */
  record Failed(Throwable cause) implements Outcome {}

  /** The client went away, so nobody is told. */
  record Abandoned() implements Outcome {}
}
