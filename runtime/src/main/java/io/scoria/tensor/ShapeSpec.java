package io.scoria.tensor;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * The shapes that a model accepts or gives: each dimension fixed or free, or no rank stated at all.
 * Immutable.
 */
public final class ShapeSpec {
  /** The size of a free dimension. */
  public static final long FREE = -1;

  /** Accepts every shape: the model states no rank. */
  public static final ShapeSpec ANY = new ShapeSpec(new long[0], new String[0], false);

  private final long[] dims;
  private final String[] names;
  private final boolean ranked;

  private ShapeSpec(long[] dims, String[] names, boolean ranked) {
    this.dims = dims;
    this.names = names;
    this.ranked = ranked;
  }

  /**
   * A specification of so many dimensions.
   *
   * @param dims sizes; a negative one is free
   * @param names the model's names of the dimensions, as many as {@code dims}; empty where it has
   *     none
   */
  public static ShapeSpec of(long[] dims, String[] names) {
    if (dims.length != names.length) {
      throw new IllegalArgumentException(dims.length + " dimensions, " + names.length + " names");
    }
    long[] sizes = new long[dims.length];
    for (int axis = 0; axis < dims.length; axis++) {
      sizes[axis] = dims[axis] < 0 ? FREE : dims[axis];
    }
    return new ShapeSpec(sizes, names.clone(), true);
  }

  /** A specification without names: {@code of(FREE, 4)}. */
  public static ShapeSpec of(long... dims) {
    String[] names = new String[dims.length];
    Arrays.fill(names, "");
    return of(dims, names);
  }

  /** False where the model states no rank. */
  public boolean ranked() {
    return ranked;
  }

  public int rank() {
    return dims.length;
  }

  /** The size of the dimension, or {@link #FREE}. */
  public long dim(int axis) {
    return dims[axis];
  }

  public boolean isFree(int axis) {
    return dims[axis] == FREE;
  }

  /** The model's name of the dimension; empty where it has none. */
  public String name(int axis) {
    return names[axis];
  }

  public int freeDims() {
    int free = 0;
    for (long dim : dims) {
      free += dim == FREE ? 1 : 0;
    }
    return free;
  }

  /** The product of the fixed dimensions, held at {@link Long#MAX_VALUE} where it is larger. */
  public long fixedElements() {
    long product = 1;
    for (long dim : dims) {
      if (dim == 0) {
        return 0;
      }
    }
    for (long dim : dims) {
      if (dim != FREE) {
        product = product > Long.MAX_VALUE / dim ? Long.MAX_VALUE : product * dim;
      }
    }
    return product;
  }

  public boolean accepts(Shape shape) {
    if (!ranked) {
      return true;
    }
    if (shape.rank() != dims.length) {
      return false;
    }
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] != FREE && dims[axis] != shape.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  /** As in {@code [rows, 4]}; a free dimension without a name is {@code ?}. */
  @Override
  public String toString() {
    if (!ranked) {
      return "[any shape]";
    }
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (int axis = 0; axis < dims.length; axis++) {
      String free = names[axis].isEmpty() ? "?" : names[axis];
      text.add(dims[axis] == FREE ? free : Long.toString(dims[axis]));
    }
    return text.toString();
  }
}
