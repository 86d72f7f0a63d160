package io.scoria.entry.java;

import io.scoria.api.Tensor;
import io.scoria.call.Outcome;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between the tensors of scripts, on the heap, and those of the server. */
final class Tensors {
  private Tensors() {}

  /** In the server's form, on the script's own memory: only to be read. */
  static io.scoria.tensor.Tensor view(Tensor tensor) {
    Shape shape = Shape.of(tensor.shape());
    return tensor.type() == ElementType.STRING
        ? new StringTensor(shape, tensor.strings())
        : new DenseTensor(tensor.type(), shape, tensor.data(), () -> {});
  }

  /** A copy in memory of the pool, which the caller owns; null where there is none now. */
  static io.scoria.tensor.@Nullable Tensor pooled(Tensor tensor, BufferPool pool) {
    if (tensor.type() == ElementType.STRING) {
      return view(tensor);
    }
    ByteBuffer data = tensor.data();
    ByteBuffer buffer = pool.tryAcquire(data.limit());
    if (buffer == null) {
      return null;
    }
    buffer.put(0, data, 0, data.limit());
    return new DenseTensor(
        tensor.type(), Shape.of(tensor.shape()), buffer, () -> pool.release(buffer));
  }

  /**
   * Copies by name, in the order of the specifications.
   *
   * @param lent one for each specification; closed by whoever lent them
   */
  static Map<String, Tensor> copies(List<TensorSpec> specs, List<io.scoria.tensor.Tensor> lent) {
    return copies(specs, Outcome.Scored.whole(lent, Outcome.Run.NONE));
  }

  /** As {@link #copies(List, List)}, of a call's rows. */
  static Map<String, Tensor> copies(List<TensorSpec> specs, Outcome.Scored scored) {
    List<Tensor> copies = new ArrayList<>(specs.size());
    for (var output : scored.outputs()) {
      boolean whole = scored.rows() == Outcome.Scored.WHOLE;
      copies.add(whole ? copy(output) : copyRows(output, scored.firstRow(), scored.rows()));
    }
    if (specs.size() == 1) {
      return Map.of(specs.getFirst().name(), copies.getFirst());
    }
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (int i = 0; i < specs.size(); i++) {
      byName.put(specs.get(i).name(), copies.get(i));
    }
    return Collections.unmodifiableMap(byName);
  }

  private static Tensor copy(io.scoria.tensor.Tensor tensor) {
    long[] shape = tensor.shape().toArray();
    Tensor copy =
        switch (tensor) {
          case DenseTensor dense -> Tensor.of(dense.type(), dense.data());
          case StringTensor strings -> Tensor.of(strings.values());
        };
    return copy.reshape(shape);
  }

  private static Tensor copyRows(io.scoria.tensor.Tensor tensor, long first, long rows) {
    long[] shape = tensor.shape().toArray();
    long all = shape[0];
    shape[0] = rows;
    return switch (tensor) {
      case DenseTensor dense -> {
        long bytes = dense.data().limit() / all;
        ByteBuffer part = dense.data().slice((int) (first * bytes), (int) (rows * bytes));
        yield Tensor.of(dense.type(), part, shape);
      }
      case StringTensor strings -> {
        long count = strings.size() / all;
        int from = (int) (first * count);
        yield Tensor.of(
            Arrays.copyOfRange(strings.values(), from, from + (int) (rows * count)), shape);
      }
    };
  }
}
