package io.scoria.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor whose elements have a fixed size: row-major, without padding, in the machine's byte
 * order.
 */
public final class DenseTensor implements Tensor {
  private final ElementType type;
  private final Shape shape;
  private final ByteBuffer data;
  private final Runnable release;
  private boolean closed;

  /**
   * Owns {@code data} from here on.
   *
   * @param data from its position 0 to its limit exactly the elements
   * @param release gives {@code data} back; run once, by {@link #close}
   * @throws IllegalArgumentException if the bytes are not those of the shape; then the caller still
   *     owns {@code data}
   */
  public DenseTensor(ElementType type, Shape shape, ByteBuffer data, Runnable release) {
    long expected = Math.multiplyExact(shape.elements(), type.bytes());
    if (type == ElementType.STRING || data.position() != 0 || data.limit() != expected) {
      throw new IllegalArgumentException(
          type + " " + shape + " needs " + expected + " bytes, found " + data.remaining());
    }
    this.type = type;
    this.shape = shape;
    this.data = data.order(ByteOrder.nativeOrder());
    this.release = release;
  }

  @Override
  public ElementType type() {
    return type;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public long bytes() {
    return data.limit();
  }

  /** The elements, position 0, limit at their end. Read by absolute index. */
  public ByteBuffer data() {
    if (closed) {
      throw new IllegalStateException("tensor is closed");
    }
    return data;
  }

  @Override
  public void close() {
    if (closed) {
      throw new IllegalStateException("tensor closed twice");
    }
    closed = true;
    release.run();
  }
}
