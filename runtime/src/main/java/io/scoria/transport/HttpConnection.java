package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.scoria.call.Exchange;
import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Service.Opening;
import io.scoria.config.HttpLimits;
import io.scoria.pipeline.Replies;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: reads a request, answers it, and only then reads the next, so that a client is
 * answered in order and one that does not read holds up nobody but itself. Confined to its event
 * loop; replies come to it from other threads by way of the loop.
 *
 * <p>Futures of closes are not looked at: nothing is left to do where one fails.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /** The body of a refused request is read up to here so that its connection stays usable. */
  static final long MAX_DISCARDED_BYTES = 1 << 20;

  private static final Refusal STOPPING = new Refusal(Reason.NOT_READY, "The server is stopping.");

  private final HeadCheck headCheck;
  private final HttpHead head; // of the request that is read now on this loop, whosever it is
  private final HeadReader headReader;
  private final BodyFraming framing;
  private ConnectionState state = ConnectionState.IDLE;
  private final UnreadBytes unread;
  private boolean reading;
  private final ResponseContext context; // of the request in hand
  private final ReplySender sender;
  private final UndecidedHead undecided = new UndecidedHead(this::decideAgain);
  private boolean leaving; // every reply is the last, but of requests that have come by then
  private @Nullable Consumer<Reply> replyTo; // the same for every request; sends on the loop
  private final ReadTimeouts timeouts;
  private long bodyBytes;
  private @Nullable Exchange exchange; // in BODY, and in REPLY until the reply has come
  private @Nullable Refusal refusal; // in DISCARD

  /**
   * @param head of the connections of one event loop
   */
  HttpConnection(HeadCheck headCheck, HttpHead head, HttpLimits limits, @Nullable Loop loop) {
    this.headCheck = headCheck;
    this.head = head;
    headReader = new HeadReader(limits, loop);
    framing = new BodyFraming(limits.maxHeaderBytes());
    context =
        new ResponseContext(
            headCheck.surface(), head.ids(), limits.connections(), headCheck.observer(), loop);
    unread = new UnreadBytes(headCheck.memory());
    sender =
        new ReplySender(context, limits.times().writeStallMs(), headCheck.memory(), this::onSent);
    timeouts = new ReadTimeouts(limits.times(), this::onLate);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    timeouts.connected(ctx);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    unread.add(ctx.alloc(), (ByteBuf) message);
    read(ctx);
  }

  /** Reads what has come, as far as that may go on now. */
  private void read(ChannelHandlerContext ctx) {
    if (reading) {
      return;
    }
    reading = true;
    try {
      for (ByteBuf in = unread.get(); in != null && advance(ctx, in); in = unread.get()) {
        unread.drop(false);
      }
    } catch (RuntimeException bug) {
      exceptionCaught(ctx, bug);
    } finally {
      reading = false;
      unread.drop(state == ConnectionState.CLOSING);
    }
    if (!unread.keep(ctx.alloc())) {
      forgetUnread(ctx);
    }
    await(ctx);
    // What the last read brought is kept; the rest stays with the client until there is room.
    boolean full = state.waits() && !unread.isEmpty();
    if (ctx.channel().config().isAutoRead() == full) {
      ctx.channel().config().setAutoRead(!full);
    }
  }

  /** There is no memory for it: the connection ends, after a reply that is being made. */
  private void forgetUnread(ChannelHandlerContext ctx) {
    unread.drop(true);
    leaving = true;
    if (state != ConnectionState.REPLY) {
      abandon();
      replyAndClose(ctx, ChannelMemory.NONE_LEFT);
    }
  }

  /** Takes the next piece; false where nothing more can be done with what has come. */
  private boolean advance(ChannelHandlerContext ctx, ByteBuf in) {
    return switch (state) {
      case IDLE -> readHead(ctx, in);
      case BODY, DISCARD -> readBody(ctx, in);
      case UNDECIDED, REPLY, CLOSING -> false;
    };
  }

  private boolean readHead(ChannelHandlerContext ctx, ByteBuf in) {
    context.reset();
    if (headReader.read(in, head)) {
      onHead(ctx, in);
      return true;
    }
    Refusal wrong = headReader.refusal();
    if (wrong != null) {
      if (headReader.isWhole()) {
        context.begin(head);
      }
      replyAndClose(ctx, wrong);
    }
    return false;
  }

  private boolean readBody(ChannelHandlerContext ctx, ByteBuf in) {
    int bytes = framing.next(in);
    if (framing.isMalformed()) {
      abandon();
      replyAndClose(ctx, HttpHead.MALFORMED);
      return false;
    }
    if (bytes == 0 && !framing.isEnded()) {
      return false;
    }
    bodyBytes = context.record().countBody(bytes);
    if (state == ConnectionState.BODY) {
      onBody(ctx, in, bytes);
    } else {
      in.skipBytes(bytes);
      onDiscarded(ctx);
    }
    return true;
  }

  /** What did not come with what came before it is waited for, and not for ever. */
  private void await(ChannelHandlerContext ctx) {
    Exchange current = exchange;
    switch (state) {
      case IDLE -> {
        if (!unread.isEmpty()) {
          timeouts.headComes(ctx);
        }
      }
      case BODY -> {
        if (current != null) {
          current.bodyIsComing();
          timeouts.bodyComes(bodyBytes, current.deadlineNanos(), ctx);
        }
      }
      case DISCARD -> timeouts.discards(ctx);
      case UNDECIDED, REPLY, CLOSING -> timeouts.none();
    }
  }

  private void onLate(ChannelHandlerContext ctx, ReadTimeouts.Late late) {
    Refusal refused = refusal;
    if (state == ConnectionState.IDLE && unread.isEmpty()) {
      state = ConnectionState.CLOSING; // nothing was asked
      sender.closeOnceTaken(ctx);
    } else if (state.reads()) {
      abandon();
      replyAndClose(ctx, refused == null ? LateRequest.refusal(late) : refused);
    }
  }

  private void onHead(ChannelHandlerContext ctx, ByteBuf in) {
    head.comesFrom(ctx.channel().remoteAddress());
    Refusal wrong = context.begin(head);
    bodyBytes = 0;
    boolean continues = HeadCheck.expectsContinue(head);
    long declared = head.bodyBytes();
    framing.begin(declared);
    Opening opening =
        undecided.decided(
            wrong == null ? headCheck.decide(head, context.record()) : new Opening.Refused(wrong),
            ctx);
    switch (opening) {
      case Opening.Accepted(Exchange accepted) -> accept(ctx, accepted, continues);
      case Opening.Refused(Refusal refused) -> refuse(ctx, refused, declared, continues);
      case Opening.Later later -> {
        headReader.unread(in);
        state = ConnectionState.UNDECIDED;
      }
    }
  }

  /** What the decision waited for has ended, or was waited for long enough. */
  private void decideAgain(ChannelHandlerContext ctx) {
    if (state == ConnectionState.UNDECIDED) {
      state = ConnectionState.IDLE;
      read(ctx);
    }
  }

  private void accept(ChannelHandlerContext ctx, Exchange accepted, boolean continues) {
    exchange = accepted;
    state = ConnectionState.BODY;
    if (framing.isEnded()) {
      finish(ctx, accepted);
    } else if (continues) {
      ctx.writeAndFlush(Responses.continues()).addListener(LostReply.CLOSES);
    }
  }

  private void refuse(
      ChannelHandlerContext ctx, Refusal refused, long declared, boolean continues) {
    if (refused.reason() == Reason.METHOD_NOT_ALLOWED) {
      context.allow(headCheck.allowed(head));
    }
    // A client that waits for 100 Continue may send its body or not: there is no telling them
    // apart.
    if (declared != 0 && (continues || declared > MAX_DISCARDED_BYTES)) {
      replyAndClose(ctx, refused);
      return;
    }
    refusal = refused;
    state = ConnectionState.DISCARD;
    if (framing.isEnded()) {
      onDiscarded(ctx);
    }
  }

  private void onBody(ChannelHandlerContext ctx, ByteBuf in, int bytes) {
    Exchange current = Objects.requireNonNull(exchange);
    if (headCheck.isTooLarge(bodyBytes)) {
      abandon();
      replyAndClose(ctx, headCheck.bodyTooLarge());
      return;
    }
    if (bytes > 0) {
      current.feed(in.internalNioBuffer(in.readerIndex(), bytes));
      in.skipBytes(bytes);
    }
    if (framing.isEnded()) {
      finish(ctx, current);
    }
  }

  private void finish(ChannelHandlerContext ctx, Exchange current) {
    state = ConnectionState.REPLY;
    sender.await();
    current.finish(replyTo(ctx));
  }

  private Consumer<Reply> replyTo(ChannelHandlerContext ctx) {
    if (replyTo == null) {
      replyTo = ReplySender.onLoop(ctx, this::send);
    }
    return replyTo;
  }

  private void onDiscarded(ChannelHandlerContext ctx) {
    Refusal refused = Objects.requireNonNull(refusal);
    if (bodyBytes > MAX_DISCARDED_BYTES) {
      replyAndClose(ctx, refused);
    } else if (framing.isEnded()) {
      refusal = null;
      state = ConnectionState.REPLY;
      sender.await();
      send(ctx, Replies.refused(refused));
    }
  }

  private void send(ChannelHandlerContext ctx, Reply reply) {
    if (state != ConnectionState.REPLY || sender.hasBegun()) { // the exchange was abandoned
      ReplySender.discard(reply);
      return;
    }
    exchange = null;
    sender.send(ctx, reply, leaving && !unread.hasMore(), unread.isSentAhead());
  }

  private void onSent(ChannelHandlerContext ctx) {
    if (sender.isLast()) {
      state = ConnectionState.CLOSING;
    } else {
      goOnWhereTaken(ctx);
    }
  }

  /** On to the next request, once the client has taken the reply but for a small rest. */
  private void goOnWhereTaken(ChannelHandlerContext ctx) {
    if (state != ConnectionState.REPLY || !sender.isTaken(ctx)) {
      return;
    }
    state = ConnectionState.IDLE;
    timeouts.requestMayCome(ctx);
    if (!unread.isEmpty()) {
      read(ctx);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    sender.onWritable();
    goOnWhereTaken(ctx);
    ctx.fireChannelWritabilityChanged();
  }

  /** Answers before the request was read to its end. */
  private void replyAndClose(ChannelHandlerContext ctx, Refusal refused) {
    Linger.after(sendLast(ctx, Replies.refused(refused)));
  }

  private ChannelFuture sendLast(ChannelHandlerContext ctx, Reply reply) {
    state = ConnectionState.CLOSING;
    return sender.sendLast(ctx, reply);
  }

  private void abandon() {
    sender.close();
    if (exchange != null) {
      exchange.abandon();
      exchange = null;
    }
  }

  /** No more time: who waits for an answer is told so. */
  private void giveUp(ChannelHandlerContext ctx) {
    boolean idle = state == ConnectionState.IDLE && unread.isEmpty();
    if (idle || (state == ConnectionState.REPLY && sender.hasBegun())) {
      ctx.close();
    } else if (state != ConnectionState.CLOSING) {
      abandon();
      undecided.forget();
      replyAndClose(ctx, STOPPING);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ConnectionEvent.Leave(int idleMs)) {
      leaving = true;
      timeouts.hurry(idleMs, state == ConnectionState.IDLE && unread.isEmpty(), ctx);
    } else if (event instanceof ConnectionEvent.GiveUp) {
      giveUp(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    abandon();
    context.record().lost();
    state = ConnectionState.CLOSING;
    unread.drop(true);
    undecided.forget();
    timeouts.cancel();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    abandon();
    if (cause instanceof OutOfMemoryError noMemory) {
      headCheck.memory().tellExhausted(noMemory);
      ctx.close();
    } else if (cause instanceof IOException) {
      LOG.debug("a connection broke", cause);
      ctx.close();
    } else if (state == ConnectionState.CLOSING
        || (state == ConnectionState.REPLY && sender.hasBegun())) {
      LOG.error("a connection failed after its reply", cause);
      ctx.close();
    } else {
      Linger.after(sendLast(ctx, Replies.failed(cause, context.identity())));
    }
  }
}
