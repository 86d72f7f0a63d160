package io.scoria.codec;

import io.scoria.tensor.Shape;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.TensorSpec;
import org.jspecify.annotations.Nullable;

/** From how a value is nested to the shape that the model takes it in. */
final class ShapeResolver {
  private ShapeResolver() {}

  /**
   * The shape: that of the nesting where the model accepts it; else what the model makes of an
   * array that ends early because it is empty, or of a flat array. Null where none fits.
   *
   * @param nested the shape of the nesting
   * @param elements how many values there were
   */
  static @Nullable Shape resolve(ShapeSpec spec, Shape nested, long elements) {
    if (spec.accepts(nested)) {
      return nested;
    }
    Shape filled = elements == 0 ? fillAfterEmpty(spec, nested) : null;
    return filled != null || nested.rank() != 1 ? filled : unflatten(spec, elements);
  }

  /** The shape of so many values without any nesting; null where that does not tell it. */
  static @Nullable Shape resolveFlat(ShapeSpec spec, long elements) {
    boolean scalar = spec.ranked() && spec.rank() == 0 && elements == 1;
    return scalar ? Shape.SCALAR : spec.ranked() ? unflatten(spec, elements) : null;
  }

  /** {@code [[], []]} for [rows, 0, 3] or [rows, ?, 3]: JSON has no way to say the 3. */
  private static @Nullable Shape fillAfterEmpty(ShapeSpec spec, Shape nested) {
    if (nested.rank() == 0 || nested.rank() > spec.rank()) {
      return null;
    }
    long[] dims = new long[spec.rank()];
    for (int axis = 0; axis < dims.length; axis++) {
      long wanted = Math.max(spec.dim(axis), 0);
      dims[axis] = axis < nested.rank() ? nested.dim(axis) : wanted;
    }
    Shape shape = Shape.of(dims);
    return spec.accepts(shape) ? shape : null;
  }

  /** A flat array has one shape where at most one dimension is free. */
  private static @Nullable Shape unflatten(ShapeSpec spec, long elements) {
    long fixed = spec.fixedElements();
    if (spec.rank() == 0 || spec.freeDims() > 1) {
      return null;
    }
    if (spec.freeDims() == 0 ? elements != fixed : fixed == 0 || elements % fixed != 0) {
      return null;
    }
    long[] dims = new long[spec.rank()];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = spec.isFree(axis) ? elements / fixed : spec.dim(axis);
    }
    return Shape.of(dims);
  }

  /** What was found and what the model takes, for a client. */
  static String explain(TensorSpec spec, Shape nested, long elements) {
    ShapeSpec expected = spec.shape();
    String takes =
        "; the model takes " + (expected.rank() == 0 ? "a single value" : expected) + ".";
    String found = nested.rank() == 0 ? "is a single value" : "has shape " + nested;
    String hint = "";
    if (nested.rank() == 1 && expected.rank() > 1 && expected.freeDims() == 1) {
      hint = " A flat array needs a multiple of " + expected.fixedElements() + " values.";
    } else if (nested.rank() == 1 && expected.rank() > 1 && expected.freeDims() == 0) {
      hint = " A flat array needs " + expected.fixedElements() + " values, found " + elements + ".";
    }
    return "Input '" + spec.name() + "' " + found + takes + hint;
  }
}
