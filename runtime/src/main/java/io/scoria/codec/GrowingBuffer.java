package io.scoria.codec;

import io.scoria.call.Refusal;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one input while more of them come. Owns a buffer of the memory. Not thread-safe.
 */
final class GrowingBuffer implements AutoCloseable {
  private static final int FIRST_BYTES = 1024;

  private final String input;
  private final RequestMemory memory;
  private @Nullable ByteBuffer data;

  /**
   * @param input its name, for messages
   */
  GrowingBuffer(String input, RequestMemory memory) {
    this.input = input;
    this.memory = memory;
  }

  /** The buffer, its limit its capacity; null before the first {@link #ensure}. */
  @Nullable ByteBuffer buffer() {
    return data;
  }

  /** Makes room for so many bytes in all; null, or why there is none. */
  @Nullable Refusal ensure(long bytes) {
    ByteBuffer old = data;
    if (old != null && bytes <= old.capacity()) {
      return null;
    }
    long wanted = Math.max(bytes, old == null ? FIRST_BYTES : 2L * old.capacity());
    ByteBuffer larger = memory.tryAcquire(wanted);
    if (larger == null) {
      return memory.refuse(input, wanted);
    }
    larger.limit(larger.capacity());
    if (old != null) {
      larger.put(0, old, 0, old.capacity());
      memory.release(old);
    }
    data = larger;
    return null;
  }

  /** Null, or why so many bytes can never be had. */
  @Nullable Refusal refuseTooMuch(long bytes) {
    return memory.isTooMuch(bytes) ? memory.refuse(input, bytes) : null;
  }

  /** Hands the buffer over as a tensor; there was room for its elements. */
  DenseTensor toTensor(ElementType type, Shape shape) {
    ByteBuffer owned = data;
    if (owned == null) {
      throw new IllegalStateException("no room was made");
    }
    data = null;
    owned.limit((int) (shape.elements() * type.bytes()));
    return new DenseTensor(type, shape, owned, memory.handOver(owned));
  }

  /** Gives back the buffer, where it was not handed over. */
  @Override
  public void close() {
    if (data != null) {
      memory.release(data);
      data = null;
    }
  }
}
