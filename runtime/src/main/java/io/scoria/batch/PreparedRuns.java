package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.engine.PreparedRun;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.Shape;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one session that are set up once for each small number of rows. Larger ones are not worth
 * the memory: there the setting up is shared by many rows. Not thread-safe.
 */
final class PreparedRuns implements AutoCloseable {
  private static final int MAX_ROWS = 64;
  private static final long MAX_INPUT_BYTES = 16 << 10;

  private final Session session;
  private final @Nullable PreparedRun[] runs = new PreparedRun[MAX_ROWS + 1];
  private boolean possible = true; // false once it has turned out that it is not

  PreparedRuns(Session session) {
    this.session = session;
  }

  /**
   * The run, its inputs holding the rows of the calls, which may stand in one batch; null where it
   * is not to be had.
   */
  @Nullable PreparedRun load(List<Call> calls) {
    long rows = RowBatch.rows(calls);
    Call first = calls.getFirst();
    if (!possible
        || rows > MAX_ROWS
        || !RowBatch.hasRows(first)
        || bytes(calls) > MAX_INPUT_BYTES) {
      return null;
    }
    PreparedRun run = runs[(int) rows];
    if (run == null) {
      run = prepare(first, rows);
      runs[(int) rows] = run;
    }
    return run != null && copy(calls, run.inputs()) ? run : null;
  }

  /** Whether so many rows, in these inputs, are worth the memory. */
  static boolean pays(int rows, List<Tensor> inputs) {
    return rows <= MAX_ROWS && inputBytes(inputs) <= MAX_INPUT_BYTES;
  }

  private static long bytes(List<Call> calls) {
    long bytes = 0;
    for (Call call : calls) {
      bytes += inputBytes(call.inputs());
    }
    return bytes;
  }

  private static long inputBytes(List<Tensor> inputs) {
    long bytes = 0;
    for (Tensor input : inputs) {
      bytes += input instanceof DenseTensor dense ? dense.data().limit() : MAX_INPUT_BYTES + 1;
    }
    return bytes;
  }

  private @Nullable PreparedRun prepare(Call first, long rows) {
    List<Shape> shapes = new ArrayList<>();
    for (Tensor input : first.inputs()) {
      shapes.add(RowBatch.withRows(input.shape(), rows));
    }
    PreparedRun run = prepare(session, shapes);
    possible = run != null;
    return run;
  }

  /** One of the session's, which the caller owns; null where there is none to be had. */
  static @Nullable PreparedRun prepare(Session session, List<Shape> inputShapes) {
    try {
      return session.prepare(inputShapes);
    } catch (RunException e) {
      return null;
    }
  }

  /** False where the rows are of another shape than those that the run was set up for. */
  private static boolean copy(List<Call> calls, List<DenseTensor> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      DenseTensor input = inputs.get(i);
      if (!RowBatch.sameRows(input.shape(), calls.getFirst().inputs().get(i).shape())) {
        return false;
      }
      ByteBuffer data = input.data();
      int at = 0;
      for (Call call : calls) {
        at += RowBatch.copy(call.inputs().get(i), data, at);
      }
    }
    return true;
  }

  /** The model does not do what it says of itself: runs have to be set up one by one. */
  void giveUp() {
    possible = false;
  }

  @Override
  public void close() {
    for (PreparedRun run : runs) {
      if (run != null) {
        run.close();
      }
    }
  }
}
