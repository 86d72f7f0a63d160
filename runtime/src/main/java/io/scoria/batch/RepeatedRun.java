package io.scoria.batch;

import io.scoria.engine.PreparedRun;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.Shape;
import io.scoria.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a model on the same inputs again and again, to be timed. Owns the inputs. */
final class RepeatedRun implements AutoCloseable {
  private final Session session;
  private final List<Tensor> inputs;
  private final @Nullable PreparedRun prepared;

  private RepeatedRun(Session session, List<Tensor> inputs, @Nullable PreparedRun prepared) {
    this.session = session;
    this.inputs = inputs;
    this.prepared = prepared;
  }

  /**
   * Sets it up.
   *
   * @param rows of the inputs
   * @param asTick true to run as event loops will, which set up small runs once
   */
  static RepeatedRun of(Session session, List<Tensor> inputs, int rows, boolean asTick)
      throws RunException {
    try {
      boolean once = asTick && PreparedRuns.pays(rows, inputs);
      return new RepeatedRun(session, inputs, once ? prepare(session, inputs) : null);
    } catch (RunException | RuntimeException e) {
      Tensor.closeAll(inputs);
      throw e;
    }
  }

  private static @Nullable PreparedRun prepare(Session session, List<Tensor> inputs)
      throws RunException {
    List<Shape> shapes = new ArrayList<>();
    inputs.forEach(input -> shapes.add(input.shape()));
    PreparedRun run = session.prepare(shapes);
    for (int i = 0; run != null && i < inputs.size(); i++) {
      RowBatch.copy(inputs.get(i), run.inputs().get(i).data(), 0);
    }
    return run;
  }

  void run() throws RunException {
    if (prepared != null) {
      prepared.run();
    } else {
      Tensor.closeAll(session.run(inputs, null));
    }
  }

  @Override
  public void close() {
    if (prepared != null) {
      prepared.close();
    }
    Tensor.closeAll(inputs);
  }
}
