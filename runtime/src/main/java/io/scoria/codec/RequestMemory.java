package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.BufferPool;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of one request's inputs, counted, so that a refusal can tell why. Not thread-safe.
 */
final class RequestMemory {
  private final BufferPool pool;
  private long heldBytes;

  RequestMemory(BufferPool pool) {
    this.pool = pool;
  }

  /** As new, for another request. What the last one held has been given back or handed over. */
  void reset() {
    heldBytes = 0;
  }

  /** As {@link BufferPool#tryAcquire}. */
  @Nullable ByteBuffer tryAcquire(long bytes) {
    ByteBuffer buffer = pool.tryAcquire(bytes);
    if (buffer != null) {
      heldBytes += buffer.capacity();
    }
    return buffer;
  }

  void release(ByteBuffer buffer) {
    heldBytes -= buffer.capacity();
    pool.release(buffer);
  }

  /** The buffer is no longer this request's to count; what is given releases it, on any thread. */
  Runnable handOver(ByteBuffer buffer) {
    return () -> pool.release(buffer);
  }

  /** True where this request alone takes more than there is. */
  boolean isTooMuch(long moreBytes) {
    return moreBytes > BufferPool.MAX_BUFFER_BYTES
        || heldBytes + BufferPool.capacityFor(moreBytes) > pool.limitBytes();
  }

  /** Counts memory of strings; false where there is no more. */
  boolean reserve(long bytes) {
    boolean reserved = pool.reserve(bytes);
    heldBytes += reserved ? bytes : 0;
    return reserved;
  }

  void unreserve(long bytes) {
    heldBytes -= bytes;
    pool.unreserve(bytes);
  }

  /** The reserved bytes are no longer this request's to count; what is given frees them. */
  Runnable handOver(long bytes) {
    return () -> pool.unreserve(bytes);
  }

  /** Why an input cannot have so many more bytes: never, or not now. */
  Refusal refuse(String input, long moreBytes) {
    return isTooMuch(moreBytes) ? tooLarge(input) : OVERLOADED;
  }

  private static Refusal tooLarge(String input) {
    return new Refusal(
        Reason.TENSOR_TOO_LARGE,
        "Input '" + input + "' has more elements than this server has memory for.");
  }

  private static final Refusal OVERLOADED =
      new Refusal(
          Reason.OVERLOADED, "The memory for tensors is taken by other calls. Try again shortly.");
}
