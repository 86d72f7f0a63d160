package io.scoria.call;

import io.scoria.tensor.Tensor;
import java.util.List;

/** How the execution of a call ended. */
public sealed interface Outcome {
  /**
   * The model's outputs in the order of its signature. Whoever receives them closes them.
   *
   * @param outputs one tensor for each output
   */
  record Scored(List<Tensor> outputs) implements Outcome {}

  /** The caller's doing, or the moment's. */
  record Refused(Refusal refusal) implements Outcome {}

  /** A bug, or a runtime that failed: the cause goes to the log, not to the client. */
  record Failed(Throwable cause) implements Outcome {}
}
