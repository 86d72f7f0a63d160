package io.scoria.engine.ort;

import io.scoria.tensor.Shape;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells an output's shape before the run, where the model says enough: every dimension fixed, or
 * free and of the same name as a dimension of an input.
 */
final class OutputShapes {
  /**
   * Where one dimension of an output comes from.
   *
   * @param size fixed, or FREE: then it is that of an input's axis
   */
  private record Source(long size, int input, int axis) {}

  private final List<Optional<List<Source>>> plans;

  OutputShapes(Signature signature) {
    plans = signature.outputs().stream().map(output -> plan(output, signature.inputs())).toList();
  }

  /** The shape of the output for these inputs, or null where only the run can tell. */
  @Nullable Shape predict(int output, List<Shape> inputs) {
    List<Source> plan = plans.get(output).orElse(null);
    if (plan == null) {
      return null;
    }
    long[] dims = new long[plan.size()];
    for (int i = 0; i < dims.length; i++) {
      Source source = plan.get(i);
      boolean free = source.size() == ShapeSpec.FREE;
      dims[i] = free ? inputs.get(source.input()).dim(source.axis()) : source.size();
    }
    return Shape.of(dims);
  }

  private static Optional<List<Source>> plan(TensorSpec output, List<TensorSpec> inputs) {
    // An input that is an output too is handed back by the runtime, and never written.
    boolean isInput = inputs.stream().anyMatch(input -> input.name().equals(output.name()));
    if (isInput || !OrtTypes.canPin(output.type()) || !output.shape().ranked()) {
      return Optional.empty();
    }
    List<Source> sources = new ArrayList<>();
    for (int axis = 0; axis < output.shape().rank(); axis++) {
      Source source = source(output.shape(), axis, inputs);
      if (source == null) {
        return Optional.empty();
      }
      sources.add(source);
    }
    return Optional.of(List.copyOf(sources));
  }

  private static @Nullable Source source(ShapeSpec output, int dim, List<TensorSpec> inputs) {
    if (!output.isFree(dim)) {
      return new Source(output.dim(dim), 0, 0);
    }
    String name = output.name(dim);
    for (int input = 0; input < inputs.size() && !name.isEmpty(); input++) {
      ShapeSpec shape = inputs.get(input).shape();
      for (int axis = 0; axis < shape.rank(); axis++) {
        if (shape.isFree(axis) && shape.name(axis).equals(name)) {
          return new Source(ShapeSpec.FREE, input, axis);
        }
      }
    }
    return null;
  }
}
