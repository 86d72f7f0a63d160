package io.scoria.batch;

import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.Signature;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs of any number of rows, made from those of a sample request: its first row again and again,
 * floating-point values a little different in each so that no two rows are the same.
 */
final class SampleRows {
  private static final int VARIANTS = 7;

  private final List<Tensor> sample;
  private final BufferPool pool;

  /**
   * @param sample inputs that the model can run on; the caller's
   */
  SampleRows(List<Tensor> sample, BufferPool pool) {
    this.sample = sample;
    this.pool = pool;
  }

  /** True where the first dimension of every input and output may be a number of rows. */
  static boolean mayBeRows(Signature signature) {
    return !signature.inputs().isEmpty()
        && signature.inputs().stream().allMatch(SampleRows::mayBeRows)
        && signature.outputs().stream().allMatch(SampleRows::mayBeRows);
  }

  private static boolean mayBeRows(TensorSpec spec) {
    return spec.shape().ranked() && spec.shape().rank() > 0 && spec.shape().isFree(0);
  }

  /** The sample as it is; the caller closes it. */
  List<Tensor> asIs() {
    List<Tensor> copy = new ArrayList<>();
    for (Tensor tensor : sample) {
      copy.add(copy(tensor, tensor.shape(), 0, 0));
    }
    return copy;
  }

  /**
   * Inputs of {@code rows} rows, the first of them variant {@code variant}; the caller closes them.
   */
  List<Tensor> rows(int rows, int variant) {
    List<Tensor> inputs = new ArrayList<>();
    for (Tensor tensor : sample) {
      long[] dims = tensor.shape().toArray();
      dims[0] = rows;
      inputs.add(copy(tensor, Shape.of(dims), rows, variant));
    }
    return inputs;
  }

  private Tensor copy(Tensor tensor, Shape shape, int rows, int variant) {
    int count = Math.toIntExact(shape.elements());
    if (tensor instanceof StringTensor strings) {
      String[] values = new String[count];
      for (int i = 0; i < count; i++) {
        values[i] = strings.get(i % Math.max(1, strings.size()));
      }
      return new StringTensor(shape, values);
    }
    DenseTensor dense = (DenseTensor) tensor;
    ByteBuffer to = pool.tryAcquire((long) count * dense.type().bytes());
    if (to == null) {
      throw new IllegalStateException("no memory for a sample of shape " + shape);
    }
    int perRow = rows == 0 ? count : count / rows;
    for (int i = 0; i < count; i++) {
      int v = rows == 0 ? 0 : (variant + i / Math.max(1, perRow)) % VARIANTS;
      copyElement(dense, rows == 0 ? i : i % perRow, to, i, v);
    }
    return new DenseTensor(dense.type(), shape, to, () -> pool.release(to));
  }

  private static void copyElement(DenseTensor from, int index, ByteBuffer to, int at, int variant) {
    ElementType type = from.type();
    ByteBuffer data = from.data();
    switch (type.bytes()) {
      case 1 -> to.put(at, data.get(index));
      case 2 -> to.putShort(at * 2, data.getShort(index * 2));
      case 4 -> to.putInt(at * 4, data.getInt(index * 4));
      default -> to.putLong(at * 8, data.getLong(index * 8));
    }
    if (type == ElementType.FLOAT) {
      to.putFloat(at * 4, data.getFloat(index * 4) * (1 + 0.125f * variant));
    } else if (type == ElementType.DOUBLE) {
      to.putDouble(at * 8, data.getDouble(index * 8) * (1 + 0.125 * variant));
    }
  }
}
