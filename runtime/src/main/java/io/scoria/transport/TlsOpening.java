package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of a connection to a port that speaks TLS. Where a handshake begins, its handler
 * takes the place of this one: a connection that does not send as much as its first byte costs
 * nothing but itself. Who speaks HTTP is told so; whatever else comes ends the connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
final class TlsOpening extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(TlsOpening.class);
  private static final byte HANDSHAKE = 22; // a record's type (RFC 8446, section 5.1)
  private static final int HEADER_BYTES = 5; // of a record; its length is in the last two
  private static final int LENGTH_AT = 3;

  /** Of the first record: a client's greeting has at most about 2 KiB. */
  private static final int MAX_RECORD_BYTES = 4 << 10;

  private static final String USE_TLS = "This port speaks TLS: use https://\n";
  private static final byte[] NOT_TLS =
      ("HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\ncontent-length: "
              + USE_TLS.length()
              + "\r\nconnection: close\r\n\r\n"
              + USE_TLS)
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerTls tls;
  private final long openedNanos = System.nanoTime();
  private @Nullable ScheduledFuture<?> timeout;
  private boolean refused;
  private @Nullable ByteBuf held; // a part of the first record's header

  TlsOpening(ServerTls tls) {
    this.tls = tls;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    timeout =
        ctx.executor().schedule(() -> ctx.close(), tls.handshakeTimeoutMs(), TimeUnit.MILLISECONDS);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = gathered(ctx, (ByteBuf) message);
    if (refused || !in.isReadable()) {
      in.release();
      return;
    }
    byte first = in.getByte(in.readerIndex());
    if (first != HANDSHAKE) {
      in.release();
      refuse(ctx, first);
    } else if (in.readableBytes() < HEADER_BYTES) {
      held = in;
    } else if (in.getUnsignedShort(in.readerIndex() + LENGTH_AT) > MAX_RECORD_BYTES) {
      in.release();
      refused = true;
      ctx.close();
    } else {
      begin(ctx, in);
    }
  }

  private ByteBuf gathered(ChannelHandlerContext ctx, ByteBuf in) {
    ByteBuf before = held;
    held = null;
    return before == null
        ? in
        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, in);
  }

  private void begin(ChannelHandlerContext ctx, ByteBuf in) {
    long passedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNanos);
    SslHandler handler;
    try {
      handler = tls.newHandler(ctx.alloc(), Math.max(1, tls.handshakeTimeoutMs() - passedMs));
    } catch (RuntimeException bug) {
      LOG.error("a connection with TLS cannot be made", bug);
      ReferenceCountUtil.release(in);
      ctx.close();
      return;
    }
    ctx.pipeline().addAfter(ctx.name(), null, handler);
    tls.handshakes().begin(ctx.channel());
    handler.handshakeFuture().addListener(done -> tls.handshakes().end(ctx.channel()));
    ctx.fireChannelRead(in);
    ctx.pipeline().remove(this);
  }

  private void refuse(ChannelHandlerContext ctx, byte first) {
    refused = true;
    cancel();
    LOG.debug("a client of {} does not speak TLS", ctx.channel().remoteAddress());
    if (first >= 'A' && first <= 'Z') { // a method
      Linger.after(ctx.writeAndFlush(Unpooled.wrappedBuffer(NOT_TLS)));
    } else {
      ctx.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (isEnd(event)) {
      ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  /** True where the server has no time for a handshake any more. */
  static boolean isEnd(Object event) {
    return event instanceof ConnectionEvent.GiveUp
        || (event instanceof ConnectionEvent.Leave(int idleMs) && idleMs == 0);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancel();
    if (held != null) {
      held.release();
      held = null;
    }
  }

  private void cancel() {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
