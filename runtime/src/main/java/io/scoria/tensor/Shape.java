package io.scoria.tensor;

import java.util.Arrays;

/** The sizes of a tensor's dimensions, outermost first; rank 0 is a scalar. Immutable. */
public final class Shape {
  /** The shape of a single value. */
  public static final Shape SCALAR = new Shape(new long[0]);

  private final long[] dims;

  private Shape(long[] dims) {
    this.dims = dims;
  }

  /**
   * A shape of so many dimensions.
   *
   * @throws IllegalArgumentException if a dimension is negative
   */
  public static Shape of(long... dims) {
    for (long dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("negative dimension in " + Arrays.toString(dims));
      }
    }
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  public int rank() {
    return dims.length;
  }

  public long dim(int axis) {
    return dims[axis];
  }

  public long[] toArray() {
    return dims.clone();
  }

  /**
   * The product of the dimensions; 1 for a scalar.
   *
   * @throws ArithmeticException if it passes {@link Long#MAX_VALUE}
   */
  public long elements() {
    for (long dim : dims) {
      if (dim == 0) {
        return 0;
      }
    }
    long product = 1;
    for (long dim : dims) {
      product = Math.multiplyExact(product, dim);
    }
    return product;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** As in {@code [2, 3]}. */
  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
