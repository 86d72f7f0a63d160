package io.scoria.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose client has taken nothing of a reply for {@value #STALL_MS} ms: what it
 * does not take is held in memory for it. Looks only while a client is behind. Not thread-safe.
 */
final class WriteStall {
  private static final Logger LOG = LoggerFactory.getLogger(WriteStall.class);
  private static final long STALL_MS = 30_000;

  private boolean watching;

  /** From here on until the client has caught up. */
  void watch(ChannelHandlerContext ctx) {
    if (!watching) {
      watching = true;
      look(ctx, pendingBytes(ctx));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a loop that shuts down closes its connections
  private void look(ChannelHandlerContext ctx, long before) {
    ctx.executor().schedule(() -> onLook(ctx, before), STALL_MS, TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
  private void onLook(ChannelHandlerContext ctx, long before) {
    long now = pendingBytes(ctx);
    if (now == 0 || !ctx.channel().isActive()) {
      watching = false;
    } else if (now == before) {
      LOG.info("a client has taken nothing of a reply for {} ms; it is given up", STALL_MS);
      ctx.close();
    } else {
      look(ctx, now);
    }
  }

  private static long pendingBytes(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer pending = ctx.channel().unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes();
  }
}
