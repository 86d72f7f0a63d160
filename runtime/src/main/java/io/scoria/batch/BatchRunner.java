package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.LogText;
import io.scoria.call.Outcome;
import io.scoria.call.Outcome.Run;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.engine.PreparedRun;
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

  private final @Nullable PreparedRuns prepared;

  /**
   * @param prepared runs of the session; null where every run is to be set up by itself
   */
  BatchRunner(Session session, BufferPool pool, @Nullable PreparedRuns prepared) {
    this.session = session;
    this.pool = pool;
    this.prepared = prepared;
  }

  /**
   * Runs calls that were started and may stand in one batch, and closes their inputs.
   *
   * @param control to end the run; null where nobody will
   * @return nanoseconds of the run; negative where it failed, or the calls were run apart
   */
  long run(List<Call> calls, @Nullable RunControl control) {
    long startNanos = System.nanoTime();
    PreparedRun ready = prepared == null ? null : prepared.load(calls);
    boolean together =
        ready != null ? runPrepared(calls, ready) : calls.size() > 1 && runTogether(calls, control);
    long runNanos = System.nanoTime() - startNanos;
    if (!together) {
      boolean allRan = runApart(calls, control);
      if (allRan && ready != null && prepared != null) {
        prepared.giveUp(); // it failed, and the calls were not at fault
      }
      runNanos = allRan && calls.size() == 1 ? System.nanoTime() - startNanos : -1;
    }
    for (Call call : calls) {
      call.closeInputs();
    }
    return runNanos;
  }

  private boolean runApart(List<Call> calls, @Nullable RunControl control) {
    boolean allRan = true;
    for (Call call : calls) {
      allRan &= runAlone(call, control);
    }
    return allRan;
  }

  /** False where no call was ended. */
  private static boolean runPrepared(List<Call> calls, PreparedRun run) {
    try {
      long startNanos = System.nanoTime();
      run.run();
      return distribute(calls, run.outputs(), startNanos);
    } catch (RunException | RuntimeException e) {
      if (LOG.isDebugEnabled()) {
        LOG.debug("a prepared run of {} calls failed: {}", calls.size(), LogText.of(e));
      }
      return false;
    }
  }

  /** False where no call was ended. */
  private boolean runTogether(List<Call> calls, @Nullable RunControl control) {
    List<Tensor> inputs = RowBatch.gather(calls, pool);
    if (inputs == null) {
      return false;
    }
    try {
      long startNanos = System.nanoTime();
      List<Tensor> outputs = session.run(inputs, control);
      try {
        return distribute(calls, outputs, startNanos);
      } finally {
        Tensor.closeAll(outputs);
      }
    } catch (RunException | RuntimeException e) {
      if (LOG.isDebugEnabled()) {
        LOG.debug("a batch of {} calls failed, and is run apart: {}", calls.size(), LogText.of(e));
      }
      return false;
    } finally {
      Tensor.closeAll(inputs);
    }
  }

  private static boolean distribute(List<Call> calls, List<Tensor> outputs, long startNanos) {
    long runNanos = System.nanoTime() - startNanos;
    long rows = RowBatch.rows(calls);
    for (Tensor output : outputs) {
      if (output.shape().rank() == 0 || output.shape().dim(0) != rows) {
        return false;
      }
    }
    Run run = new Run(startNanos, runNanos, rows);
    long first = 0;
    for (Call call : calls) {
      call.end(new Outcome.Scored(outputs, first, call.rows(), run));
      first += call.rows();
    }
    return true;
  }

  /** False where the call did not run. */
  private boolean runAlone(Call call, @Nullable RunControl control) {
    if (call.isEnded()) {
      return false;
    }
    try {
      long startNanos = System.nanoTime();
      List<Tensor> outputs = session.run(call.inputs(), control);
      Run run = new Run(startNanos, System.nanoTime() - startNanos, call.rows());
      try {
        call.end(Outcome.Scored.whole(outputs, run));
      } finally {
        Tensor.closeAll(outputs);
      }
      return true;
    } catch (RunException e) {
      if (!call.isEnded()) { // else by its deadline, which also ended the run
        call.end(e.inputsToBlame() ? refused(e) : new Outcome.Failed(e));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      call.end(new Outcome.Failed(e));
    }
    return false;
  }

  private static Outcome refused(RunException e) {
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "the model could not run on a call's inputs: {}",
          LogText.of(String.valueOf(e.getMessage())));
    }
    String detail = e.safeDetail().isEmpty() ? "" : ": " + e.safeDetail();
    return new Outcome.Refused(
        new Refusal(Reason.INFERENCE_FAILED, "The model could not run on these inputs" + detail));
  }
}
