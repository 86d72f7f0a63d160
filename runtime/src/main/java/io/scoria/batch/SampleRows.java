package io.scoria.batch;

import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
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
 * the values a little different in each so that rows can be told apart. Strings stay as they are.
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

  /** True where rows can be made that differ. */
  boolean canVary() {
    boolean hasRow = sample.stream().allMatch(tensor -> tensor.shape().dim(0) > 0);
    return hasRow
        && sample.stream().anyMatch(tensor -> tensor instanceof DenseTensor && hasElements(tensor));
  }

  /** True where there is memory for so many copies of so many rows, and their answers, at once. */
  boolean fits(int rows, int copies) {
    long bytes = 0;
    for (Tensor tensor : sample) {
      long perRow = tensor.shape().elements() / Math.max(1, tensor.shape().dim(0));
      bytes += tensor instanceof DenseTensor ? perRow * rows * tensor.type().bytes() : 0;
    }
    return bytes <= BufferPool.MAX_BUFFER_BYTES && bytes * copies <= pool.limitBytes() / 4;
  }

  private static boolean hasElements(Tensor tensor) {
    return tensor.shape().elements() > 0;
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
    ByteBuffer data = from.data();
    switch (from.type()) {
      case FLOAT -> to.putFloat(at * 4, (float) varied(data.getFloat(index * 4), index, variant));
      case DOUBLE -> to.putDouble(at * 8, varied(data.getDouble(index * 8), index, variant));
      case FLOAT16 -> {
        float value = Float.float16ToFloat(data.getShort(index * 2));
        to.putShort(at * 2, Float.floatToFloat16((float) varied(value, index, variant)));
      }
      case BOOL -> to.put(at, (byte) (data.get(index) ^ (variant & 1)));
      default -> copyWhole(from.type().bytes(), data, index, to, at, variant);
    }
  }

  /** Another value of about the same size; one that is 0 becomes a small one. */
  private static double varied(double value, int index, int variant) {
    return value == 0 ? 0.125 * variant * (1 + index % VARIANTS) : value * (1 + 0.125 * variant);
  }

  private static void copyWhole(
      int bytes, ByteBuffer from, int index, ByteBuffer to, int at, int variant) {
    switch (bytes) {
      case 1 -> to.put(at, (byte) (from.get(index) + variant));
      case 2 -> to.putShort(at * 2, (short) (from.getShort(index * 2) + variant));
      case 4 -> to.putInt(at * 4, from.getInt(index * 4) + variant);
      default -> to.putLong(at * 8, from.getLong(index * 8) + variant);
    }
  }
}
