package io.scoria.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection with at most one request under way. Confined to its event loop. */
final class ClientConnection extends ChannelInboundHandlerAdapter implements Lane {
  private final LoadLoop owner;
  private final ByteBuf request;
  private final ResponseParser parser = new ResponseParser();
  private @Nullable ChannelHandlerContext context;
  private boolean awaiting;
  private long intendedNanos;
  private long sentNanos;
  private long restNanos;

  /**
   * @param request stays the caller's
   */
  ClientConnection(LoadLoop owner, ByteBuf request) {
    this.owner = owner;
    this.request = request;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    owner.onConnected(this);
  }

  /** A write that fails closes the connection, of which {@link #channelInactive} then tells. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void send(long intendedNanos) {
    ChannelHandlerContext ctx = context;
    if (ctx == null || awaiting) {
      throw new IllegalStateException("a connection that is not free");
    }
    awaiting = true;
    this.intendedNanos = intendedNanos;
    sentNanos = owner.onSending();
    ctx.writeAndFlush(request.retainedDuplicate(), ctx.voidPromise());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
    ByteBuf bytes = (ByteBuf) message;
    try {
      while (parser.parse(bytes)) {
        onAnswer(ctx);
      }
    } finally {
      bytes.release();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void onAnswer(ChannelHandlerContext ctx) throws ResponseException {
    if (!awaiting) {
      throw new ResponseException("an answer to no request");
    }
    awaiting = false;
    boolean free = parser.keepAlive();
    owner.onAnswer(this, free, parser);
    if (!free) {
      ctx.close();
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (awaiting) {
      awaiting = false;
      owner.onBroken(this, String.valueOf(cause.getMessage()));
    }
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (awaiting) {
      awaiting = false;
      owner.onBroken(this, "the server closed the connection instead of answering");
    }
    owner.onClosed(this);
  }

  /** The server closes this connection, and the next in its place is to wait for so long. */
  void restBeforeReopening(long nanos) {
    restNanos = nanos;
  }

  long restNanos() {
    return restNanos;
  }

  boolean awaiting() {
    return awaiting;
  }

  long intendedNanos() {
    return intendedNanos;
  }

  long sentNanos() {
    return sentNanos;
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  void close() {
    if (context != null) {
      context.close();
    }
  }
}
