package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.scoria.call.Loop;
import io.scoria.call.Refusal;
import io.scoria.config.HttpLimits;
import org.jspecify.annotations.Nullable;

/** Finds the end of a head in the bytes of one connection as they come. Not thread-safe. */
final class HeadReader {
  private final int maxLineBytes;
  private final int maxHeadBytes;
  private final int maxHeaderBytes;
  private int scanned; // bytes of an incomplete head that need not be looked at again
  private int lineStart; // of the line that is scanned
  private int headBytes; // of the last head that was whole
  private boolean whole; // the last head was: its names can be asked for
  private @Nullable Refusal refusal;
  private final @Nullable Loop loop;

  /**
   * @param loop that reads; null where none does
   */
  HeadReader(HttpLimits limits, @Nullable Loop loop) {
    this.loop = loop;
    maxLineBytes = limits.maxUriBytes();
    maxHeaderBytes = limits.maxHeaderBytes();
    maxHeadBytes = maxLineBytes + maxHeaderBytes + 4; // and two line ends
  }

  /** Why the last head is none, once {@link #read} has given false for good; else null. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  /** True where the last head came whole, also where it is none: then it holds what was read. */
  boolean isWhole() {
    return whole;
  }

  /**
   * Takes a head from the bytes where they hold a whole one.
   *
   * @param head where it is read into
   * @return true where it has been; false where more bytes must come, or {@link #refusal} tells why
   *     it cannot be
   */
  boolean read(ByteBuf in, HttpHead head) {
    refusal = null;
    whole = false;
    skipEmptyLines(in);
    boolean halfEmptyLine = in.readableBytes() == 1 && in.getByte(in.readerIndex()) == '\r';
    int length = halfEmptyLine ? 0 : length(in);
    if (length == 0) {
      return false;
    }
    // The view that the body is read by, too; readBytes would make another.
    in.internalNioBuffer(in.readerIndex(), length).get(head.room(length), 0, length);
    in.skipBytes(length);
    headBytes = length;
    scanned = 0;
    lineStart = 0;
    whole = true;
    refusal = head.read(length, loop);
    return refusal == null;
  }

  /** Puts the last head back, so that it is read again; nothing else was read since. */
  void unread(ByteBuf in) {
    in.readerIndex(in.readerIndex() - headBytes);
  }

  /** Such as some clients send after a body (RFC 9112, section 2.2). */
  private void skipEmptyLines(ByteBuf in) {
    while (scanned == 0
        && in.readableBytes() >= 2
        && in.getByte(in.readerIndex()) == '\r'
        && in.getByte(in.readerIndex() + 1) == '\n') {
      in.skipBytes(2);
    }
  }

  /** The bytes of the head with the empty line that ends it; 0 where that has not come. */
  private int length(ByteBuf in) {
    int start = in.readerIndex();
    int readable = in.readableBytes();
    while (scanned < readable) {
      int lineFeed = in.indexOf(start + scanned, start + readable, (byte) '\n') - start;
      if (lineFeed < 0) {
        scanned = readable;
        break;
      }
      if (lineFeed == 0 || in.getByte(start + lineFeed - 1) != '\r') {
        refusal = HttpHead.MALFORMED; // others read a bare LF as the end of a line, or do not
        return 0;
      }
      boolean empty = lineFeed == lineStart + 1;
      scanned = lineFeed + 1;
      lineStart = scanned;
      if (empty) {
        return scanned;
      }
    }
    refusal = refuseIncomplete(in, start, readable);
    return 0;
  }

  private @Nullable Refusal refuseIncomplete(ByteBuf in, int start, int readable) {
    if (readable > 0 && !HttpBytes.isToken(in.getByte(start))) {
      return HttpHead.MALFORMED; // TLS to a port without it, for one
    }
    boolean lineMayEnd = readable > 0 && in.getByte(start + readable - 1) == '\r';
    if (lineStart == 0 && readable - (lineMayEnd ? 1 : 0) > maxLineBytes) {
      return HttpHead.lineTooLong(maxLineBytes);
    }
    return readable > maxHeadBytes ? HttpHead.headersTooLarge(maxHeaderBytes) : null;
  }
}
