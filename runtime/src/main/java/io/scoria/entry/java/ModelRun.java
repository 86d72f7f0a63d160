package io.scoria.entry.java;

import io.scoria.api.ModelException;
import io.scoria.api.Tensor;
import io.scoria.call.Call;
import io.scoria.call.Outcome;
import io.scoria.call.Refusal;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a model that the thread of a script waits for. It is told the outcome on the thread of
 * the model, and takes a copy of the outputs there, since they are only lent.
 */
final class ModelRun implements Consumer<Outcome> {
  private final List<TensorSpec> outputs;
  private final Thread waiting = Thread.currentThread();
  private @Nullable Map<String, Tensor> scored; // written before ended
  private @Nullable ModelException failure; // written before ended
  private volatile boolean ended;

  ModelRun(List<TensorSpec> outputs) {
    this.outputs = outputs;
  }

  @Override
  public void accept(Outcome outcome) {
    try {
      switch (outcome) {
        case Outcome.Scored lent -> scored = Tensors.copies(outputs, lent);
        case Outcome.Refused(Refusal refusal) -> failure = new RefusedRunException(refusal);
        case Outcome.Failed(Throwable cause) ->
            failure = new ModelException("the model failed", cause);
        case Outcome.Abandoned _ -> failure = new ModelException("the call has ended");
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      failure = new ModelException("the outputs of the model could not be taken", e);
    }
    ended = true;
    LockSupport.unpark(waiting);
  }

  /**
   * Waits, on the thread that made this, for the end of the call. Interrupted, it ends the call,
   * and leaves the thread interrupted.
   */
  Map<String, Tensor> await(Call call) {
    while (!ended) {
      LockSupport.park(this);
      if (Thread.currentThread().isInterrupted() && call.end(new Outcome.Abandoned())) {
        break;
      }
      if (Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait(); // the outcome is being told at this moment
      }
    }
    ModelException failed = failure;
    if (failed != null) {
      throw failed;
    }
    Map<String, Tensor> result = scored;
    if (result == null) {
      throw new IllegalStateException("the model ended without an outcome");
    }
    return result;
  }
}
