package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.CharsetUtil;
import io.scoria.call.BodyStream;
import io.scoria.call.BodyStream.Piece;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the body of a reply piece by piece: in chunks (RFC 9112, section 7.1), to a client of
 * HTTP/1.0 as it is. The next piece is asked for when the client has taken those before it but for
 * a small rest. Owns the stream. Confined to the event loop of its connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
final class StreamedReply {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedReply.class);

  /** Pieces that are there at once are sent in one go; then other connections have their turn. */
  private static final int MAX_AT_ONCE = 16;

  private final ChannelHandlerContext ctx;
  private final BodyStream stream;
  private final boolean chunked;
  private final WriteStall stall;
  private final RequestRecord record;
  private final Runnable whenWhole;
  private boolean asking; // for a piece that has not come
  private boolean pumping;
  private boolean ended;
  private @Nullable Piece arrived; // while it was asked for

  /**
   * @param record told how many bytes are sent
   * @param whenWhole told when the body is whole, and has been handed to the channel
   */
  StreamedReply(
      ChannelHandlerContext ctx,
      BodyStream stream,
      boolean chunked,
      WriteStall stall,
      RequestRecord record,
      Runnable whenWhole) {
    this.ctx = ctx;
    this.stream = stream;
    this.chunked = chunked;
    this.stall = stall;
    this.record = record;
    this.whenWhole = whenWhole;
  }

  /** Sends the piece that came with the reply, behind its head, and goes on. */
  void start(ByteBuf head, ByteBuffer first) {
    ctx.write(head).addListener(LostReply.CLOSES);
    if (first.hasRemaining()) {
      write(first);
    }
    ctx.flush();
    pump();
  }

  /** Goes on, where that is possible now. Asked for whenever it may have become so. */
  void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      int pieces = 0;
      while (mayAsk() && pieces++ < MAX_AT_ONCE) {
        asking = true;
        stream.next(this::onPiece);
        takeArrived();
      }
      if (mayAsk()) {
        ctx.executor().execute(this::pump);
      }
    } catch (RuntimeException bug) {
      LOG.error("a stream of a reply failed", bug);
      breakOff();
    } finally {
      pumping = false;
    }
  }

  private boolean mayAsk() {
    if (ended || asking) {
      return false;
    }
    if (!ctx.channel().isWritable()) {
      stall.watch(ctx);
      return false;
    }
    return true;
  }

  /** Called on any thread, perhaps while the piece is asked for. */
  private void onPiece(Piece piece) {
    if (!ctx.executor().inEventLoop()) {
      ctx.executor().execute(() -> onArrival(piece));
    } else if (pumping) {
      arrived = piece;
    } else {
      onArrival(piece);
    }
  }

  private void onArrival(Piece piece) {
    take(piece);
    pump();
  }

  private void takeArrived() {
    Piece piece = arrived;
    arrived = null;
    if (piece != null) {
      take(piece);
    }
  }

  private void take(Piece piece) {
    asking = false;
    if (ended) {
      return;
    }
    switch (piece) {
      case Piece.Bytes(ByteBuffer bytes) -> {
        if (bytes.hasRemaining()) {
          write(bytes);
          ctx.flush();
        }
      }
      case Piece.End end -> finish();
      case Piece.Broken broken -> breakOff();
    }
  }

  /** An empty chunk would be the last. */
  private void write(ByteBuffer bytes) {
    record.countReply(bytes.remaining());
    ByteBuf piece = Unpooled.wrappedBuffer(bytes);
    if (!chunked) {
      ctx.write(piece).addListener(LostReply.CLOSES);
      return;
    }
    String size = Integer.toHexString(bytes.remaining()) + "\r\n";
    ByteBuf head = Unpooled.copiedBuffer(size, CharsetUtil.US_ASCII);
    ByteBuf end = Unpooled.copiedBuffer("\r\n", CharsetUtil.US_ASCII);
    ctx.write(Unpooled.wrappedBuffer(head, piece, end)).addListener(LostReply.CLOSES);
  }

  private void finish() {
    close();
    if (chunked) {
      ByteBuf last = Unpooled.copiedBuffer("0\r\n\r\n", CharsetUtil.US_ASCII);
      ctx.writeAndFlush(last).addListener(LostReply.CLOSES);
    }
    whenWhole.run();
  }

  /** Without a last chunk; where the end of the connection is that of the body, by a reset. */
  private void breakOff() {
    close();
    if (!chunked) {
      TlsEnding.reset(ctx.channel());
      return;
    }
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Nobody takes the body any more. Does nothing the second time. */
  void close() {
    if (!ended) {
      ended = true;
      stream.close();
    }
  }
}
