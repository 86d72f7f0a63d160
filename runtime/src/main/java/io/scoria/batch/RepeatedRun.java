package io.scoria.batch;

import io.scoria.engine.PreparedRun;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a model on the same inputs again and again, to be timed. Owns the inputs. What cannot be set
 * up once, or does not run so, is set up for each run, as {@link PreparedRuns} gives up too.
 */
final class RepeatedRun implements AutoCloseable {
  private final Session session;
  private final List<Tensor> inputs;
  private final @Nullable PreparedRun prepared;
  private boolean once; // set up once

  private RepeatedRun(Session session, List<Tensor> inputs, @Nullable PreparedRun prepared) {
    this.session = session;
    this.inputs = inputs;
    this.prepared = prepared;
    once = prepared != null;
  }

  /**
   * Sets it up.
   *
   * @param rows of the inputs
   * @param asTick true to run as event loops will, which set up small runs once
   */
  static RepeatedRun of(Session session, List<Tensor> inputs, int rows, boolean asTick) {
    boolean once = asTick && PreparedRuns.pays(rows, inputs);
    return new RepeatedRun(session, inputs, once ? prepare(session, inputs) : null);
  }

  private static @Nullable PreparedRun prepare(Session session, List<Tensor> inputs) {
    PreparedRun run = PreparedRuns.prepare(session, inputs.stream().map(Tensor::shape).toList());
    for (int i = 0; run != null && i < inputs.size(); i++) {
      RowBatch.copy(inputs.get(i), run.inputs().get(i).data(), 0);
    }
    return run;
  }

  void run() throws RunException {
    if (!runOnce()) {
      Tensor.closeAll(session.run(inputs, null));
    }
  }

  /** False where that is not possible. */
  private boolean runOnce() {
    if (prepared == null || !once) {
      return false;
    }
    try {
      prepared.run();
    } catch (RunException e) { // if the inputs are at fault, the other way says so
      once = false;
    }
    return once;
  }

  @Override
  public void close() {
    if (prepared != null) {
      prepared.close();
    }
    Tensor.closeAll(inputs);
  }
}
