package io.scoria.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.scoria.call.Loop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the system has connected for a listener, on its way to a loop. Closing the listener would
 * reset those connections, on which requests may have been sent; so no more are let in, those are
 * accepted, and then it is closed. Confined to the event loop of the listener.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where the loop has ended
final class AcceptQueue extends ChannelInboundHandlerAdapter {
  /** Longer than a handshake that has begun takes on its way; and between two looks. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long LOOK_MS = 10;

  /** Where no filter keeps connections out, as they might come for ever. */
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);

  private long accepted;

  /**
   * Lets the connection join its loop once the events at hand have been handled. One of them may
   * still be of a connection that was closed since the loop heard of it: Netty knows events by the
   * number of their descriptor, and the new connection may have got the number of the closed one.
   */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object connection) {
    accepted++;
    ctx.executor().execute(() -> join(ctx, (Channel) connection));
  }

  private static void join(ChannelHandlerContext ctx, Channel connection) {
    if (ctx.isRemoved()) { // the listener has closed meanwhile
      connection.unsafe().closeForcibly();
    } else {
      ctx.fireChannelRead(connection);
    }
  }

  /**
   * Closes the listener once the queue is empty. Thread-safe.
   *
   * @param loop that of the listener; null where it cannot run tasks after its reads
   */
  void closeOnceEmpty(Channel listener, @Nullable Loop loop, ChannelPromise closed) {
    listener
        .eventLoop()
        .execute(() -> {
          SynFilter.addTo(listener);
          look(new Closing(listener, loop, closed, System.nanoTime()), -1);
        });
  }

  private record Closing(
      Channel listener, @Nullable Loop loop, ChannelPromise closed, long beganNanos) {}

  /** Between two looks the listener has accepted what there was, but for what comes just now. */
  private void look(Closing closing, long before) {
    long nanos = System.nanoTime() - closing.beganNanos();
    boolean empty = accepted == before && nanos >= SETTLE_NANOS;
    if (empty || nanos >= MOST_NANOS) {
      closing.listener().close(closing.closed());
      return;
    }
    long now = accepted;
    Runnable again = () -> look(closing, now);
    closing
        .listener()
        .eventLoop()
        .schedule(() -> afterRead(closing, again), LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private static void afterRead(Closing closing, Runnable task) {
    if (closing.loop() == null) {
      closing.listener().eventLoop().execute(task);
    } else {
      closing.loop().afterNextRead(task);
    }
  }
}
