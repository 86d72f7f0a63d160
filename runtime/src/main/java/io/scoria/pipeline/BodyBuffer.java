package io.scoria.pipeline;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.BufferPool;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request as it comes, in memory that is counted against that of tensors. Grows
 * with what has come, whatever length was declared. Not thread-safe.
 */
final class BodyBuffer {
  private static final Refusal OVERLOADED =
      new Refusal(
          Reason.OVERLOADED,
          "The memory for request bodies is taken by other calls. Try again shortly.");
  private static final int FIRST_BYTES = 1024;
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private final BufferPool memory;
  private byte[] bytes = new byte[0];
  private int length;
  private @Nullable Refusal refusal;

  BodyBuffer(BufferPool memory) {
    this.memory = memory;
  }

  /** Takes all of the chunk; after a refusal it is only read past. */
  void add(ByteBuffer chunk) {
    int count = chunk.remaining();
    if (refusal == null && hasRoom(count)) {
      chunk.get(bytes, length, count);
      length += count;
    } else {
      chunk.position(chunk.limit());
    }
  }

  private boolean hasRoom(int more) {
    long wanted = (long) length + more;
    if (wanted <= bytes.length) {
      return true;
    }
    long enough = Math.max(FIRST_BYTES, Math.max(2L * bytes.length, wanted));
    long capacity = Math.min(enough, MAX_ARRAY_BYTES);
    if (wanted > MAX_ARRAY_BYTES || !memory.reserve(capacity - bytes.length)) {
      refusal = OVERLOADED;
      return false;
    }
    try {
      bytes = Arrays.copyOf(bytes, (int) capacity);
    } catch (OutOfMemoryError e) { // of the one large array
      memory.unreserve(capacity - bytes.length);
      refusal = OVERLOADED;
      return false;
    }
    return true;
  }

  /** Why the body could not be kept; null where it could. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  /** What has come, without a copy. */
  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /**
   * How much memory is counted for the body: what {@link BufferPool#unreserve} is told at the end.
   */
  int reservedBytes() {
    return bytes.length;
  }
}
