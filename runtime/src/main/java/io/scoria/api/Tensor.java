package io.scoria.api;

import io.scoria.tensor.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers or texts in rows and columns, of any number of dimensions: what models take and give.
 * Immutable, so that it may be kept and shared between threads; what is given to it and what it
 * gives are copies.
 *
 * {@snippet lang=java :
 * Tensor rows = Tensor.of(new float[][] {{5.1f, 3.4f, 1.5f, 0.2f}, {6.2f, 2.9f, 4.3f, 1.3f}});
 * Tensor same = Tensor.of(new float[] {5.1f, 3.4f, 1.5f, 0.2f, 6.2f, 2.9f, 4.3f, 1.3f}, 2, 4);
 * }
 *
 * <p>Elements are in the order of the rows (row-major): of the shape {@code [2, 4]} the first four
 * are the first row. Where no shape is given, there is one dimension that holds all.
 */
public final class Tensor {
  private final ElementType type;
  private final long[] shape;
  private final ByteBuffer data; // of strings empty; never changed after construction
  private final String @Nullable [] strings;

  private Tensor(ElementType type, long[] shape, ByteBuffer data, String @Nullable [] strings) {
    this.type = type;
    this.shape = shape;
    this.data = data;
    this.strings = strings;
  }

  /** A tensor of the type float. */
  public static Tensor of(float[] values, long... shape) {
    ByteBuffer data = allocate(values.length, Float.BYTES);
    data.asFloatBuffer().put(values);
    return new Tensor(ElementType.FLOAT, shape(values.length, shape), data, null);
  }

  /**
   * A tensor of the type float and the shape {@code [rows, columns]}.
   *
   * @throws IllegalArgumentException if a row is longer than another
   */
  public static Tensor of(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    ByteBuffer data = allocate(Math.multiplyExact(rows.length, columns), Float.BYTES);
    var floats = data.asFloatBuffer();
    for (float[] row : rows) {
      if (row.length != columns) {
        throw new IllegalArgumentException(
            "a row has " + row.length + " elements, the first one " + columns);
      }
      floats.put(row);
    }
    return new Tensor(ElementType.FLOAT, new long[] {rows.length, columns}, data, null);
  }

  /** A tensor of the type double. */
  public static Tensor of(double[] values, long... shape) {
    ByteBuffer data = allocate(values.length, Double.BYTES);
    data.asDoubleBuffer().put(values);
    return new Tensor(ElementType.DOUBLE, shape(values.length, shape), data, null);
  }

  /** A tensor of the type int64. */
  public static Tensor of(long[] values, long... shape) {
    ByteBuffer data = allocate(values.length, Long.BYTES);
    data.asLongBuffer().put(values);
    return new Tensor(ElementType.INT64, shape(values.length, shape), data, null);
  }

  /** A tensor of the type int32. */
  public static Tensor of(int[] values, long... shape) {
    ByteBuffer data = allocate(values.length, Integer.BYTES);
    data.asIntBuffer().put(values);
    return new Tensor(ElementType.INT32, shape(values.length, shape), data, null);
  }

  /** A tensor of the type bool. */
  public static Tensor of(boolean[] values, long... shape) {
    ByteBuffer data = allocate(values.length, 1);
    for (int i = 0; i < values.length; i++) {
      data.put(i, (byte) (values[i] ? 1 : 0));
    }
    return new Tensor(ElementType.BOOL, shape(values.length, shape), data, null);
  }

  /** A tensor of texts. */
  public static Tensor of(String[] values, long... shape) {
    long[] checked = shape(values.length, shape);
    return new Tensor(ElementType.STRING, checked, ByteBuffer.allocate(0), values.clone());
  }

  /**
   * A tensor of any type but that of texts.
   *
   * @param data from its position to its limit the elements, in the byte order of the machine,
   *     which is little-endian wherever this server runs; its position is left as it is
   */
  public static Tensor of(ElementType type, ByteBuffer data, long... shape) {
    if (type == ElementType.STRING || data.remaining() % type.bytes() != 0) {
      throw new IllegalArgumentException(
          data.remaining() + " bytes are no whole number of elements of the type " + type);
    }
    ByteBuffer copy = allocate(data.remaining(), 1);
    copy.put(0, data, data.position(), data.remaining());
    return new Tensor(type, shape(data.remaining() / type.bytes(), shape), copy, null);
  }

  private static ByteBuffer allocate(int elements, int bytesOfEach) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, bytesOfEach))
        .order(ByteOrder.nativeOrder());
  }

  private static long[] shape(int elements, long[] shape) {
    return shape.length == 0 ? new long[] {elements} : checked(elements, shape);
  }

  private static long[] checked(int elements, long[] shape) {
    long product = 1;
    for (long dim : shape) {
      if (dim < 0) {
        throw new IllegalArgumentException("negative dimension in " + Arrays.toString(shape));
      }
      product = Math.multiplyExact(product, dim);
    }
    if (product != elements) {
      throw new IllegalArgumentException(
          "the shape " + Arrays.toString(shape) + " does not hold " + elements + " elements");
    }
    return shape.clone();
  }

  /**
   * The same elements in another shape; given nothing, a single value without dimensions.
   *
   * @throws IllegalArgumentException if the shape has another number of elements
   */
  public Tensor reshape(long... other) {
    return new Tensor(type, checked(size(), other), data, strings);
  }

  public ElementType type() {
    return type;
  }

  /** The sizes of the dimensions, the outermost first. */
  public long[] shape() {
    return shape.clone();
  }

  /** How many elements it has. */
  public int size() {
    return strings != null ? strings.length : data.limit() / type.bytes();
  }

  /** The elements as they lie in memory, read-only, in the byte order of the machine. */
  public ByteBuffer data() {
    return data.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /**
   * The elements of a tensor of float, float16 or bfloat16.
   *
   * @throws IllegalStateException if it is of another type
   */
  public float[] floats() {
    float[] values = new float[size()];
    switch (type) {
      case FLOAT -> data.asFloatBuffer().get(0, values);
      case FLOAT16, BFLOAT16 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = half(i);
        }
      }
      default -> throw notOf("floats");
    }
    return values;
  }

  private float half(int index) {
    short bits = data.getShort(index * Short.BYTES);
    return type == ElementType.FLOAT16
        ? Float.float16ToFloat(bits)
        : Float.intBitsToFloat(bits << 16);
  }

  /**
   * The elements of a tensor of a floating-point type.
   *
   * @throws IllegalStateException if it is of another type
   */
  public double[] doubles() {
    double[] values = new double[size()];
    if (type == ElementType.DOUBLE) {
      data.asDoubleBuffer().get(0, values);
      return values;
    }
    if (!type.isFloating()) {
      throw notOf("doubles");
    }
    float[] floats = floats();
    for (int i = 0; i < floats.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  /**
   * The elements of a tensor of an integer type, or of bool, where true is 1. Those of uint64 from
   * 2^63 on are negative (see {@link Long#toUnsignedString}).
   *
   * @throws IllegalStateException if it is of another type
   */
  public long[] longs() {
    if (type.isFloating() || type == ElementType.STRING) {
      throw notOf("longs");
    }
    long[] values = new long[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(i);
    }
    return values;
  }

  private long integer(int index) {
    return switch (type) {
      case INT8 -> data.get(index);
      case UINT8, BOOL -> Byte.toUnsignedLong(data.get(index));
      case INT16 -> data.getShort(index * Short.BYTES);
      case UINT16 -> Short.toUnsignedLong(data.getShort(index * Short.BYTES));
      case INT32 -> data.getInt(index * Integer.BYTES);
      case UINT32 -> Integer.toUnsignedLong(data.getInt(index * Integer.BYTES));
      default -> data.getLong(index * Long.BYTES);
    };
  }

  /**
   * The elements of a tensor of texts.
   *
   * @throws IllegalStateException if it is of another type
   */
  public String[] strings() {
    if (strings == null) {
      throw notOf("strings");
    }
    return strings.clone();
  }

  private IllegalStateException notOf(String wanted) {
    return new IllegalStateException("a tensor of the type " + type + " has no " + wanted);
  }

  /** As in {@code float [2, 4]}. */
  @Override
  public String toString() {
    return type + " " + Arrays.toString(shape);
  }
}
