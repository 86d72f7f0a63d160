package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.Shape;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of several calls one after the other, as the inputs of one run. */
final class RowBatch {
  private RowBatch() {}

  /**
   * Why a call cannot join a batch; null where it can.
   *
   * @param rows of the batch without it
   * @param maxRows of a batch; 0 where calls may not run together
   */
  static @Nullable Dispatch whyNot(Call first, Call call, long rows, int maxRows) {
    if (rows + call.rows() > maxRows) {
      return maxRows == 0 ? Dispatch.UNBATCHED : Dispatch.FULL;
    }
    return compatible(first, call) ? null : Dispatch.SHAPE;
  }

  /** True where the rows of both calls have the same shape, and may stand in one batch. */
  static boolean compatible(Call one, Call other) {
    if (!hasRows(one) || !hasRows(other)) {
      return false;
    }
    for (int i = 0; i < one.inputs().size(); i++) {
      if (!sameRows(one.inputs().get(i).shape(), other.inputs().get(i).shape())) {
        return false;
      }
    }
    return true;
  }

  /** True where the shapes differ in their first dimension at most. */
  static boolean sameRows(Shape one, Shape other) {
    if (one.rank() != other.rank()) {
      return false;
    }
    for (int axis = 1; axis < one.rank(); axis++) {
      if (one.dim(axis) != other.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  /** True where every input of the call has the same number of rows. */
  static boolean hasRows(Call call) {
    for (Tensor input : call.inputs()) {
      if (input.shape().rank() == 0 || input.shape().dim(0) != call.rows()) {
        return false;
      }
    }
    return call.rows() > 0 && !call.inputs().isEmpty();
  }

  static long rows(List<Call> calls) {
    long rows = 0;
    for (Call call : calls) {
      rows += call.rows();
    }
    return rows;
  }

  /**
   * New inputs that hold the rows of all calls, which the caller owns; null where there is no
   * memory for them.
   */
  static @Nullable List<Tensor> gather(List<Call> calls, BufferPool pool) {
    List<Tensor> inputs = new ArrayList<>();
    long rows = rows(calls);
    for (int i = 0; i < calls.getFirst().inputs().size(); i++) {
      Tensor joined = join(calls, i, rows, pool);
      if (joined == null) {
        Tensor.closeAll(inputs);
        return null;
      }
      inputs.add(joined);
    }
    return inputs;
  }

  private static @Nullable Tensor join(List<Call> calls, int input, long rows, BufferPool pool) {
    Tensor first = calls.getFirst().inputs().get(input);
    Shape shape = withRows(first.shape(), rows);
    return switch (first) {
      case StringTensor strings -> joinStrings(calls, input, shape);
      case DenseTensor dense -> joinDense(calls, input, dense, shape, pool);
    };
  }

  private static Tensor joinStrings(List<Call> calls, int input, Shape shape) {
    String[] values = new String[Math.toIntExact(shape.elements())];
    int at = 0;
    for (Call call : calls) {
      String[] part = ((StringTensor) call.inputs().get(input)).values();
      System.arraycopy(part, 0, values, at, part.length);
      at += part.length;
    }
    return new StringTensor(shape, values);
  }

  private static @Nullable Tensor joinDense(
      List<Call> calls, int input, DenseTensor first, Shape shape, BufferPool pool) {
    long bytes = Math.multiplyExact(shape.elements(), first.type().bytes());
    ByteBuffer buffer = pool.tryAcquire(bytes);
    if (buffer == null) {
      return null;
    }
    int at = 0;
    for (Call call : calls) {
      at += copy(call.inputs().get(input), buffer, at);
    }
    return new DenseTensor(first.type(), shape, buffer, () -> pool.release(buffer));
  }

  /** Copies the elements to the index; how many bytes they are. */
  static int copy(Tensor from, ByteBuffer to, int index) {
    ByteBuffer part = ((DenseTensor) from).data();
    to.put(index, part, 0, part.limit());
    return part.limit();
  }

  static Shape withRows(Shape shape, long rows) {
    long[] dims = shape.toArray();
    dims[0] = rows;
    return Shape.of(dims);
  }
}
