package io.scoria.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose client has taken nothing of a reply for some time: what it does not
 * take is held in memory for it. Looks only while a client is behind. Not thread-safe.
 */
final class WriteStall {
  private static final Logger LOG = LoggerFactory.getLogger(WriteStall.class);

  private final int stallMs;
  private boolean watching;

  /**
   * @param stallMs how long a client may take nothing
   */
  WriteStall(int stallMs) {
    this.stallMs = stallMs;
  }

  /** What is pending: the same twice where nothing of it was taken, and nothing came to it. */
  private record Pending(long bytes, int message, long progress) {
    static Pending of(ChannelHandlerContext ctx) {
      ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
      return buffer == null
          ? new Pending(0, 0, 0)
          : new Pending(
              buffer.totalPendingWriteBytes(),
              System.identityHashCode(buffer.current()),
              buffer.currentProgress());
    }
  }

  /** From here on until the client has caught up; not at all where it has. */
  void watch(ChannelHandlerContext ctx) {
    Pending pending = Pending.of(ctx);
    if (!watching && pending.bytes() > 0) {
      watching = true;
      look(ctx, pending);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a loop that shuts down closes its connections
  private void look(ChannelHandlerContext ctx, Pending before) {
    ctx.executor().schedule(() -> onLook(ctx, before), stallMs, TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
  private void onLook(ChannelHandlerContext ctx, Pending before) {
    Pending now = Pending.of(ctx);
    if (now.bytes() == 0 || !ctx.channel().isActive()) {
      watching = false;
    } else if (now.equals(before)) {
      LOG.info("a client has taken nothing of a reply for {} ms; it is given up", stallMs);
      ctx.close();
    } else {
      look(ctx, now);
    }
  }
}
