package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Outcome;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.engine.RunControl;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls together and ends each. Where the batch fails its calls are run apart, so that a call
 * is hurt by itself alone. Confined to one thread, which blocks for as long as the run.
 */
final class BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  private final Session session;
  private final BufferPool pool;

  BatchRunner(Session session, BufferPool pool) {
    this.session = session;
    this.pool = pool;
  }

  /**
   * Runs calls that were started and may stand in one batch, and closes their inputs.
   *
   * @param control to end the run; null where nobody will
   * @return nanoseconds of the run; negative where the calls were run apart after it had failed
   */
  long run(List<Call> calls, @Nullable RunControl control) {
    long startNanos = System.nanoTime();
    boolean together = calls.size() > 1 && runTogether(calls, control);
    long runNanos = System.nanoTime() - startNanos;
    if (!together) {
      for (Call call : calls) {
        runAlone(call, control);
      }
      runNanos = calls.size() > 1 ? -1 : System.nanoTime() - startNanos;
    }
    for (Call call : calls) {
      call.closeInputs();
    }
    return runNanos;
  }

  /** False where no call was ended. */
  private boolean runTogether(List<Call> calls, @Nullable RunControl control) {
    List<Tensor> inputs = RowBatch.gather(calls, pool);
    if (inputs == null) {
      return false;
    }
    try {
      List<Tensor> outputs = session.run(inputs, control);
      try {
        return distribute(calls, outputs);
      } finally {
        Tensor.closeAll(outputs);
      }
    } catch (RunException | RuntimeException e) {
      LOG.debug("a batch of {} calls failed, and is run apart: {}", calls.size(), e.getMessage());
      return false;
    } finally {
      Tensor.closeAll(inputs);
    }
  }

  private static boolean distribute(List<Call> calls, List<Tensor> outputs) {
    long rows = RowBatch.rows(calls);
    for (Tensor output : outputs) {
      if (output.shape().rank() == 0 || output.shape().dim(0) != rows) {
        return false;
      }
    }
    long first = 0;
    for (Call call : calls) {
      call.end(new Outcome.Scored(outputs, first, call.rows()));
      first += call.rows();
    }
    return true;
  }

  private void runAlone(Call call, @Nullable RunControl control) {
    if (call.isEnded()) {
      return;
    }
    try {
      List<Tensor> outputs = session.run(call.inputs(), control);
      try {
        call.end(Outcome.Scored.whole(outputs));
      } finally {
        Tensor.closeAll(outputs);
      }
    } catch (RunException e) {
      if (call.isEnded()) { // by its deadline, which also ended the run
        return;
      }
      call.end(e.inputsToBlame() ? refused(e) : new Outcome.Failed(e));
    } catch (RuntimeException | OutOfMemoryError e) {
      call.end(new Outcome.Failed(e));
    }
  }

  private static Outcome refused(RunException e) {
    LOG.info("the model could not run on a call's inputs: {}", e.getMessage());
    String detail = e.safeDetail().isEmpty() ? "" : ": " + e.safeDetail();
    return new Outcome.Refused(
        new Refusal(Reason.INFERENCE_FAILED, "The model could not run on these inputs" + detail));
  }
}
