package io.scoria.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.scoria.call.LogLimit;
import io.scoria.call.LogText;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of a connection that TLS has and HTTP does not know: a handshake that fails, records
 * that were tampered with, a client that says that it will send no more, which is taken as a closed
 * connection is without TLS. Behind the handler of TLS in the pipeline.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
final class TlsEnding extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(TlsEnding.class);
  private static final LogLimit LIMIT = new LogLimit(200); // of all listeners

  private boolean open; // the handshake has succeeded

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case SslHandshakeCompletionEvent done when done.isSuccess() -> open = true;
      case SslHandshakeCompletionEvent failed -> end(ctx, failed.cause());
      case SslCloseCompletionEvent closed -> closeUnlessLingering(ctx);
      default -> {
        if (!open && TlsOpening.isEnd(event)) {
          ctx.close();
        }
        ctx.fireUserEventTriggered(event);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    boolean ofTls = cause instanceof DecoderException && cause.getCause() instanceof SSLException;
    if (ofTls || cause instanceof SSLException) {
      end(ctx, cause);
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  private static void closeUnlessLingering(ChannelHandlerContext ctx) {
    if (ctx.pipeline().get(Discarding.class) == null) {
      ctx.close();
    }
  }

  private static void end(ChannelHandlerContext ctx, Throwable cause) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    SSLEngine engine = tls == null ? null : tls.engine();
    if (engine != null && (engine.getNeedClientAuth() || engine.getWantClientAuth())) {
      warn(ctx, cause);
    } else {
      LOG.debug("TLS with {} failed", ctx.channel().remoteAddress(), cause);
    }
    ctx.close();
  }

  private static void warn(ChannelHandlerContext ctx, Throwable cause) {
    long leftOut = LIMIT.ask();
    if (leftOut > 0) {
      LOG.warn("denied: tls, {} more before this, too many to be told one by one", leftOut);
    }
    if (leftOut != LogLimit.NOT_NOW) {
      LOG.warn("denied: tls client={} {}", ctx.channel().remoteAddress(), LogText.of(cause));
    }
  }

  /**
   * Closes the way to the client, which it sees as the end of what was sent to it. What still comes
   * of it is read, so that it can get so far, and over TLS no longer decrypted.
   */
  static void shutdownOutput(DuplexChannel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else { // not within the reading of a record
      channel.eventLoop().execute(() -> shutdownOutput(channel, tls));
    }
  }

  private static void shutdownOutput(DuplexChannel channel, SslHandler tls) {
    if (channel.isActive()) {
      channel.pipeline().addFirst(new Discarding());
      tls.closeOutbound().addListener(told -> channel.shutdownOutput());
    }
  }

  /** Before TLS: nothing comes through any more. */
  private static final class Discarding extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }
  }

  /** Ends the connection so that its client cannot take what it got for the whole. */
  static void reset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.unsafe().close(channel.unsafe().voidPromise()); // past TLS, which would end it properly
  }
}
