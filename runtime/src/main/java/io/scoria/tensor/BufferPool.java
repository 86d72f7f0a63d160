package io.scoria.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers for tensors, reused, with a bound on the bytes that are out at once: a direct
 * buffer costs a system call, a zeroing and a garbage collection that a pooled one does not. Sizes
 * are powers of two. Thread-safe; never blocks for memory.
 */
public final class BufferPool {
  /** The largest buffer, 1 GiB: the largest power of two that a {@link ByteBuffer} can hold. */
  public static final int MAX_BUFFER_BYTES = 1 << 30;

  private static final int MIN_SHIFT = 10;
  private static final int MAX_SHIFT = 30;

  private final long limitBytes;
  private final List<ArrayDeque<ByteBuffer>> free = new ArrayList<>();
  private long usedBytes; // guarded by this
  private long idleBytes; // guarded by this

  public BufferPool(long limitBytes) {
    this.limitBytes = limitBytes;
    for (int shift = MIN_SHIFT; shift <= MAX_SHIFT; shift++) {
      free.add(new ArrayDeque<>());
    }
  }

  /**
   * A buffer of at least {@code bytes}, position 0, limit {@code bytes}, of undefined content, in
   * the machine's byte order. The caller owns it until {@link #release}.
   *
   * @return null where the bytes out at once would pass the bound, or one buffer cannot be so large
   */
  public @Nullable ByteBuffer tryAcquire(long bytes) {
    if (bytes > MAX_BUFFER_BYTES) {
      return null;
    }
    int shift = shift(bytes);
    if (!reserve(1L << shift)) {
      return null;
    }
    ByteBuffer buffer = takeIdle(shift);
    if (buffer == null) {
      try {
        buffer = ByteBuffer.allocateDirect(1 << shift).order(ByteOrder.nativeOrder());
      } catch (OutOfMemoryError noDirectMemory) { // the JVM's own bound on direct memory
        unreserve(1L << shift);
        return null;
      }
    }
    return buffer.clear().limit((int) bytes);
  }

  /** Takes back a buffer of {@link #tryAcquire}. Not called twice for one acquisition. */
  public synchronized void release(ByteBuffer buffer) {
    usedBytes -= buffer.capacity();
    idleBytes += buffer.capacity();
    free.get(Integer.numberOfTrailingZeros(buffer.capacity()) - MIN_SHIFT).push(buffer);
  }

  /** The capacity of the buffer that is given for so many bytes. */
  public static long capacityFor(long bytes) {
    return bytes > 1L << 62 ? Long.MAX_VALUE : 1L << shift(bytes);
  }

  /** The bound on the bytes that are out at once. */
  public long limitBytes() {
    return limitBytes;
  }

  /** Bytes of the buffers that are out now. */
  public synchronized long usedBytes() {
    return usedBytes;
  }

  /**
   * Counts memory that is not of the pool as out, for what holds it; false where the bound is
   * reached.
   */
  public synchronized boolean reserve(long bytes) {
    if (usedBytes + bytes > limitBytes) {
      return false;
    }
    usedBytes += bytes;
    return true;
  }

  /** Ends a {@link #reserve}. */
  public synchronized void unreserve(long bytes) {
    usedBytes -= bytes;
  }

  /** An idle buffer of the size; else null, and idle ones of other sizes have made way for it. */
  private synchronized @Nullable ByteBuffer takeIdle(int shift) {
    ByteBuffer idle = free.get(shift - MIN_SHIFT).poll();
    if (idle != null) {
      idleBytes -= idle.capacity();
    } else {
      dropIdle(limitBytes - usedBytes);
    }
    return idle;
  }

  /**
   * Leaves the largest idle buffers to the garbage collector until at most {@code keep} is idle.
   */
  private void dropIdle(long keep) {
    for (int i = free.size() - 1; i >= 0 && idleBytes > keep; i--) {
      while (idleBytes > keep && free.get(i).poll() != null) {
        idleBytes -= 1L << (i + MIN_SHIFT);
      }
    }
  }

  private static int shift(long bytes) {
    int shift = 64 - Long.numberOfLeadingZeros(Math.max(bytes, 1) - 1);
    return Math.max(shift, MIN_SHIFT);
  }
}
