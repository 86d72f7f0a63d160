package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/** What has come of one connection and was not read yet. Owns it. Not thread-safe. */
final class UnreadBytes {
  /** A buffer of which less is unread is changed for one that fits. */
  private static final int MIN_SHARE = 4;

  private final ChannelMemory memory;
  private @Nullable ByteBuf bytes;
  private int countedBytes;
  private boolean wasLeft; // of some read, something

  /**
   * @param memory counts what is kept
   */
  UnreadBytes(ChannelMemory memory) {
    this.memory = memory;
  }

  /** Takes over what came now. */
  void add(ByteBufAllocator allocator, ByteBuf in) {
    ByteBuf before = bytes;
    bytes =
        before == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, in);
  }

  /** Still owned by this, to be read from; null where there is nothing. */
  @Nullable ByteBuf get() {
    return bytes;
  }

  boolean isEmpty() {
    return bytes == null;
  }

  /** True where something is left, also while it is being read. */
  boolean hasMore() {
    return bytes != null && bytes.isReadable();
  }

  /** True where the client has sent more, now or before, than could be taken when it came. */
  boolean isSentAhead() {
    return wasLeft || hasMore();
  }

  /**
   * Gives back the memory of what was read to its end.
   *
   * @param all also of what was not
   */
  void drop(boolean all) {
    if (bytes != null && (all || !bytes.isReadable())) {
      bytes.release();
      bytes = null;
    }
    if (bytes == null && countedBytes > 0) {
      memory.unreserve(countedBytes);
      countedBytes = 0;
    }
  }

  /** What is left stays until more comes. Where there is no memory for it, false. */
  boolean keep(ByteBufAllocator allocator) {
    ByteBuf kept = bytes;
    if (kept == null) {
      return true;
    }
    wasLeft = true;
    if (kept.readableBytes() < kept.capacity() / MIN_SHARE) {
      bytes = allocator.directBuffer(kept.readableBytes()).writeBytes(kept);
      kept.release();
      kept = bytes;
    }
    int more = kept.capacity() - countedBytes;
    if (!memory.reserve(more)) {
      return false;
    }
    countedBytes += more;
    return true;
  }
}
