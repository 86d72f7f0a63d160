package io.scoria.tensor;

/** A tensor of strings, row-major; on the heap, so closing it does nothing. */
public final class StringTensor implements Tensor {
  private final Shape shape;
  private final String[] values;

  /** Owns {@code values} from here on. */
  public StringTensor(Shape shape, String[] values) {
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
  public void close() {}
}
