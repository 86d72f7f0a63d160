package io.scoria.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.scoria.call.LogText;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a listener that cannot accept, as where the process has no descriptor left: it
 * rests for a moment, in which clients wait in the system's queue, and tries again. The log says so
 * now and then. Confined to the event loop of its listener.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptFailures.class);
  private static final long REST_MS = 100;
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private long unlogged;
  private boolean logged;
  private long loggedNanos;

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a loop that shuts down closes its listener
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.channel().config().setAutoRead(false);
    ctx.executor()
        .schedule(() -> ctx.channel().config().setAutoRead(true), REST_MS, TimeUnit.MILLISECONDS);
    log(cause);
  }

  private void log(Throwable cause) {
    long now = System.nanoTime();
    unlogged++;
    if (!logged || now - loggedNanos >= QUIET_NANOS) {
      LOG.warn("connections cannot be accepted, tried {} times: {}", unlogged, LogText.of(cause));
      logged = true;
      loggedNanos = now;
      unlogged = 0;
    }
  }
}
