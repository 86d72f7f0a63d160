package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/** What has come of one connection and was not read yet. Owns it. Not thread-safe. */
final class UnreadBytes {
  private @Nullable ByteBuf bytes;

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
  }
}
