package io.scoria.tensor;

/** A tensor of strings, row-major, on the heap. */
public final class StringTensor implements Tensor {
  private static final int OVERHEAD_BYTES = 64; // object, array header, reference

  private final Shape shape;
  private final String[] values;
  private final Runnable release;

  /** Owns {@code values} from here on; nobody counts their memory. */
  public StringTensor(Shape shape, String[] values) {
    this(shape, values, () -> {});
  }

  /**
   * Owns {@code values} from here on.
   *
   * @param release run once, by {@link #close}
   */
  public StringTensor(Shape shape, String[] values, Runnable release) {
    this.release = release;
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException(shape + " needs another count than " + values.length);
    }
    this.shape = shape;
    this.values = values;
  }

  @Override
  public ElementType type() {
    return ElementType.STRING;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public long bytes() {
    long bytes = 0;
    for (String value : values) {
      bytes += OVERHEAD_BYTES + 2L * value.length();
    }
    return bytes;
  }

  public int size() {
    return values.length;
  }

  public String get(int index) {
    return values[index];
  }

  /** The values themselves, not a copy: the engine reads them. */
  public String[] values() {
    return values;
  }

  @Override
  public void close() {
    release.run();
  }
}
