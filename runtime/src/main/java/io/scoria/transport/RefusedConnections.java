package io.scoria.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestObserver;
import io.scoria.config.ConnectionLimits;
import io.scoria.pipeline.Replies;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns away the connections for which there is no room: they are told so and closed; where many
 * are being told, the next are closed without a word. Thread-safe.
 */
final class RefusedConnections {
  private static final Refusal TOO_MANY =
      new Refusal(
          Reason.TOO_MANY_CONNECTIONS,
          "This server holds as many connections as it may. Try again in a moment.");
  private static final int MOST_TOLD = 64;
  private static final int LEAST_TOLD = 4;
  private static final int HELD_PER_TOLD = 8;

  private final Surface surface;
  private final RequestObserver observer;
  private final int mostTold;
  private final AtomicInteger told = new AtomicInteger();

  /**
   * @param observer told of those that are told
   * @param held connections that are held at once
   */
  RefusedConnections(Surface surface, RequestObserver observer, int held) {
    this.surface = surface;
    this.observer = observer;
    mostTold = Math.clamp(held / HELD_PER_TOLD, LEAST_TOLD, MOST_TOLD);
  }

  /** Called once, on the connection's event loop, where it has no handlers yet. */
  @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
  void refuse(Channel connection, IdSource ids) {
    if (told.incrementAndGet() > mostTold) {
      told.decrementAndGet();
      connection.close();
      return;
    }
    connection.closeFuture().addListener(closed -> told.decrementAndGet());
    connection.pipeline().addLast(new Teller(surface, ids, observer));
  }

  /** Answers before anything is asked. */
  private static final class Teller extends ChannelInboundHandlerAdapter {
    private final ResponseContext context;

    Teller(Surface surface, IdSource ids, RequestObserver observer) {
      context = new ResponseContext(surface, ids, ConnectionLimits.defaults(), observer, null);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      Reply reply = Replies.refused(TOO_MANY);
      context.reset();
      context.record().told(reply);
      Linger.after(
          ctx.writeAndFlush(
              Responses.of(ctx.alloc(), reply, Responses.Connection.CLOSED, context)));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
