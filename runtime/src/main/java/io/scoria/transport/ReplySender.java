package io.scoria.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.scoria.call.BodyStream;
import io.scoria.call.Reply;
import io.scoria.pipeline.Replies;
import io.scoria.transport.Responses.Connection;
import io.scoria.transport.Responses.Framing;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the replies of one connection, one after another. Owns the stream of a reply that it was
 * given. Confined to the event loop of its connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
final class ReplySender {
  private final ResponseContext context;
  private final ChannelMemory memory;
  private final Consumer<ChannelHandlerContext> whenWhole;
  private final WriteStall stall;
  private boolean begun;
  private boolean whole;
  private boolean last;
  private boolean lingers; // instead of closing at once
  private @Nullable StreamedReply streamed; // whose body is not whole

  /**
   * @param context of the request in hand
   * @param stallMs after which a client is given up that takes nothing of a reply
   * @param memory counts large answers until they are taken
   * @param whenWhole told when a reply has been handed to the channel to its end
   */
  ReplySender(
      ResponseContext context,
      int stallMs,
      ChannelMemory memory,
      Consumer<ChannelHandlerContext> whenWhole) {
    this.context = context;
    this.memory = memory;
    stall = new WriteStall(stallMs);
    this.whenWhole = whenWhole;
  }

  /** Hands replies, which may come on any thread, to the event loop of the connection. */
  static Consumer<Reply> onLoop(
      ChannelHandlerContext ctx, BiConsumer<ChannelHandlerContext, Reply> taker) {
    return reply -> {
      if (ctx.executor().inEventLoop()) {
        taker.accept(ctx, reply);
      } else {
        ctx.executor().execute(() -> taker.accept(ctx, reply));
      }
    };
  }

  /** A reply is made now. */
  void await() {
    begun = false;
    whole = false;
    last = false;
  }

  /** True where a reply has come since. */
  boolean hasBegun() {
    return begun;
  }

  /** True where the connection ends with the reply, which is whole. */
  boolean isLast() {
    return last;
  }

  /**
   * True where the client has taken the reply but for a small rest. Where it has not, it is watched
   * whether it goes on taking it.
   */
  boolean isTaken(ChannelHandlerContext ctx) {
    if (!whole || !ctx.channel().isActive()) {
      return false;
    }
    if (!ctx.channel().isWritable()) {
      stall.watch(ctx);
      return false;
    }
    return true;
  }

  /**
   * Sends a reply.
   *
   * @param closing true where the connection ends with it whatever its client wants
   * @param sentAhead true where the client sends requests without waiting for replies: those that
   *     nobody reads would reset the connection when it is closed, and replies be lost
   */
  void send(ChannelHandlerContext ctx, Reply reply, boolean closing, boolean sentAhead) {
    begun = true;
    lingers = sentAhead;
    Reply legal = legal(reply);
    BodyStream rest = bodyOf(legal);
    boolean closes = closing || context.kept() == Connection.CLOSED;
    if (rest != null) {
      stream(ctx, legal, rest, closes);
      return;
    }
    int bodyBytes = Responses.hasNoBody(legal, context) ? 0 : legal.body().remaining();
    boolean large = bodyBytes > Responses.MAX_COPIED_BYTES;
    boolean counted = large && memory.reserve(bodyBytes);
    Reply sent = large && !counted ? Replies.refused(ChannelMemory.NONE_LEFT) : legal;
    ChannelFuture written;
    if (closes) {
      written = close(sendLast(ctx, sent));
    } else {
      record(sent);
      written = ctx.writeAndFlush(Responses.of(ctx.alloc(), sent, context.kept(), context));
      written.addListener(LostReply.CLOSES);
    }
    if (counted) {
      written.addListener(done -> memory.unreserve(bodyBytes));
    }
    whole = true;
    whenWhole.accept(ctx);
  }

  /** Sends a reply without a stream, whose client is told that the connection ends. */
  ChannelFuture sendLast(ChannelHandlerContext ctx, Reply reply) {
    begun = true;
    last = true;
    record(reply);
    ChannelFuture sent =
        ctx.writeAndFlush(Responses.of(ctx.alloc(), reply, Connection.CLOSED, context));
    stall.watch(ctx);
    return sent;
  }

  /** Tells of a reply without a stream. */
  private void record(Reply reply) {
    RequestRecord record = context.record();
    record.replies(reply);
    record.countReply(Responses.hasNoBody(reply, context) ? 0 : reply.body().remaining());
    record.ended();
  }

  private Reply legal(Reply reply) {
    if (Responses.isLegal(reply)) {
      return reply;
    }
    discard(reply);
    return Replies.failed(
        new IllegalStateException("a reply has the status " + reply.status()), context.identity());
  }

  /** The stream of a reply whose body is sent; null where none is, or it is whole. */
  private @Nullable BodyStream bodyOf(Reply reply) {
    if (Responses.hasNoBody(reply, context)) {
      discard(reply);
      return null;
    }
    return reply.stream();
  }

  private void stream(ChannelHandlerContext ctx, Reply reply, BodyStream rest, boolean closes) {
    boolean chunked = !context.isHttp10();
    Framing framing = chunked ? Framing.CHUNKED : Framing.CLOSE;
    Connection connection = chunked && !closes ? Connection.KEPT : Connection.CLOSED;
    StreamedReply begins =
        new StreamedReply(
            ctx, rest, chunked, stall, context.record(), () -> onWhole(ctx, connection));
    streamed = begins;
    context.record().replies(reply);
    begins.start(
        Responses.streamed(ctx.alloc(), reply, framing, connection, context), reply.body());
  }

  private void onWhole(ChannelHandlerContext ctx, Connection connection) {
    streamed = null;
    whole = true;
    context.record().ended();
    if (connection == Connection.CLOSED) {
      last = true;
      closeOnceTaken(ctx);
    }
    whenWhole.accept(ctx);
  }

  /** Closes the connection when the client has taken what was sent, or no longer takes it. */
  void closeOnceTaken(ChannelHandlerContext ctx) {
    close(ctx.writeAndFlush(Unpooled.EMPTY_BUFFER));
    stall.watch(ctx);
  }

  /** Closes the connection once that has been written. */
  private ChannelFuture close(ChannelFuture written) {
    if (lingers) {
      Linger.after(written);
      return written;
    }
    return written.addListener(ChannelFutureListener.CLOSE);
  }

  /** The client has taken something. */
  void onWritable() {
    if (streamed != null) {
      streamed.pump();
    }
  }

  /** The rest of a reply that has begun is not sent. */
  void close() {
    if (streamed != null) {
      streamed.close();
      streamed = null;
    }
  }

  /** Closes a reply that nobody waits for. */
  static void discard(Reply reply) {
    BodyStream rest = reply.stream();
    if (rest != null) {
      rest.close();
    }
  }
}
