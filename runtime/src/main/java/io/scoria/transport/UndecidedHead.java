package io.scoria.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Service.Opening;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A head that could not be decided on when it came, and what it waits for: once, and for so long.
 * Confined to the event loop of its connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where the loop has ended
final class UndecidedHead {
  /** What a head is told that still cannot be decided on. */
  private static final Refusal REFUSAL =
      new Refusal(
          Reason.TOKEN_KEYS_UNAVAILABLE,
          "The keys that this token is checked with could not be had in time. Try again shortly.");

  static final long MAX_WAIT_MS = 6000; // a little longer than an issuer is waited for

  private final Consumer<ChannelHandlerContext> again;
  private long wait; // the one in hand, of those that are counted; else 0
  private long waits;
  private @Nullable ScheduledFuture<?> timer;
  private boolean waited; // for this head

  /**
   * @param again told once for each wait, on the loop
   */
  UndecidedHead(Consumer<ChannelHandlerContext> again) {
    this.again = again;
  }

  /**
   * What becomes of the head: what was decided; or, the first time that this is later, that. Then
   * it is decided on again when what it waits for has ended. A head that has waited is refused.
   */
  Opening decided(Opening opening, ChannelHandlerContext ctx) {
    if (opening instanceof Opening.Later(var ended) && !waited) {
      await(ctx, ended);
      return opening;
    }
    forget();
    return opening instanceof Opening.Later ? new Opening.Refused(REFUSAL) : opening;
  }

  private void await(ChannelHandlerContext ctx, CompletionStage<?> ended) {
    waited = true;
    long current = ++waits;
    wait = current;
    timer = ctx.executor().schedule(() -> end(ctx, current), MAX_WAIT_MS, TimeUnit.MILLISECONDS);
    // Always by way of the loop: what has ended already would else be told while the head is read.
    ended.whenComplete((value, failure) -> ctx.executor().execute(() -> end(ctx, current)));
  }

  private void end(ChannelHandlerContext ctx, long current) {
    if (wait == current) {
      stop();
      again.accept(ctx);
    }
  }

  private void stop() {
    wait = 0;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** The head was decided on, or nobody waits for it any more. */
  void forget() {
    stop();
    waited = false;
  }
}
