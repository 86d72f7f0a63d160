package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.scoria.call.Exchange;
import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Service.Opening;
import io.scoria.pipeline.Replies;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: reads a request, answers it, and only then reads the next, so that a client is
 * answered in order and one that does not read holds up nobody but itself. Confined to its event
 * loop; replies come to it from other threads by way of the loop.
 *
 * <p>Futures of writes and closes are not looked at where nothing is left to do when they fail: a
 * write that fails has closed the channel, and {@link #channelInactive} follows.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /** The body of a refused request is read up to here so that its connection stays usable. */
  static final long MAX_DISCARDED_BYTES = 1 << 20;

  /** How long a request that has begun may go on coming while the server stops. */
  private static final long DRAIN_READ_MS = 5000;

  private static final Refusal BODY_LATE =
      new Refusal(
          Reason.REQUEST_TIMEOUT, "The body did not come whole before the call's deadline.");

  /** How long a connection that is being closed goes on reading, so that its reply gets across. */
  private static final long LINGER_MS = 2000;

  /** What a listener tells its connections. */
  enum Event {
    /** The server is stopping: close once the request in hand is answered. */
    DRAIN
  }

  private enum State {
    /** No request has begun. */
    IDLE,
    /** The exchange takes the body. */
    BODY,
    /** The body is read past; then the refusal is sent. */
    DISCARD,
    /** The reply is being made or sent. */
    REPLY,
    /** The reply is sent, and the connection closes. */
    CLOSING
  }

  private final HeadCheck headCheck;
  private final long maxBodyBytes;
  private final @Nullable Loop loop;
  private State state = State.IDLE;
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private boolean keepAlive;
  private boolean draining;
  private long requests; // that were accepted
  private boolean bodyTimed; // in BODY: a timer waits for the end of the body
  private boolean handlingLater;
  private final ArrayDeque<Object> later = new ArrayDeque<>(2); // read while in REPLY
  private String allow = "";
  private boolean bodyless; // the request was HEAD
  private long bodyBytes;
  private @Nullable Exchange exchange; // in BODY, and in REPLY until the reply has come
  private @Nullable Refusal refusal; // in DISCARD

  HttpConnection(HeadCheck headCheck, long maxBodyBytes, @Nullable Loop loop) {
    this.loop = loop;
    this.headCheck = headCheck;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (state == State.REPLY || !later.isEmpty()) {
      later.add(message);
      // What the last read brought is kept; the rest stays with the client until there is room.
      ctx.channel().config().setAutoRead(false);
    } else {
      handle(ctx, message);
    }
  }

  /** A body that did not come with its head is waited for until the call's deadline. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Exchange current = exchange;
    if (state == State.BODY && current != null && !bodyTimed) {
      bodyTimed = true;
      long leftNanos = current.deadlineNanos() - System.nanoTime();
      long number = requests;
      ctx.executor().schedule(() -> onBodyLate(ctx, number), leftNanos, TimeUnit.NANOSECONDS);
    }
    ctx.fireChannelReadComplete();
  }

  private void onBodyLate(ChannelHandlerContext ctx, long number) {
    if (state == State.BODY && requests == number) {
      abandon();
      replyAndClose(ctx, BODY_LATE);
    }
  }

  private void handle(ChannelHandlerContext ctx, Object message) {
    try {
      if (state == State.CLOSING) {
        return;
      }
      if (message instanceof HttpRequest request) {
        onHead(ctx, request);
      } else if (message instanceof HttpContent content) {
        onContent(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** Goes on with what came while the reply was made; not once more from inside itself. */
  private void handleLater(ChannelHandlerContext ctx) {
    if (later.isEmpty() || handlingLater) {
      return;
    }
    handlingLater = true;
    while (state != State.REPLY && !later.isEmpty()) {
      handle(ctx, later.poll());
    }
    handlingLater = false;
    if (later.isEmpty()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void onHead(ChannelHandlerContext ctx, HttpRequest request) {
    version = request.protocolVersion();
    allow = "";
    bodyless = request.method().equals(HttpMethod.HEAD);
    bodyBytes = 0;
    if (request.decoderResult().isFailure() || !HeadCheck.isSupported(version)) {
      version = HttpVersion.HTTP_1_1;
      Throwable cause = request.decoderResult().cause();
      replyAndClose(ctx, headCheck.explain(cause == null ? new IOException("version") : cause));
      return;
    }
    keepAlive = HttpUtil.isKeepAlive(request) && !draining;
    HeadCheck.Decision decision = headCheck.decide(request, loop);
    allow = decision.allow();
    boolean continues = HttpUtil.is100ContinueExpected(request);
    switch (decision.opening()) {
      case Opening.Accepted(Exchange accepted) -> accept(ctx, accepted, continues);
      case Opening.Refused(Refusal refused) ->
          refuse(ctx, refused, decision.bodyBytes(), continues);
    }
  }

  private void accept(ChannelHandlerContext ctx, Exchange accepted, boolean continues) {
    exchange = accepted;
    bodyTimed = false;
    requests++;
    state = State.BODY;
    if (continues) {
      ctx.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void refuse(
      ChannelHandlerContext ctx, Refusal refused, long declared, boolean continues) {
    boolean withBody = declared != 0;
    // A client that waits for 100 Continue may send its body or not: there is no telling them
    // apart.
    if (withBody && (continues || declared > MAX_DISCARDED_BYTES)) {
      replyAndClose(ctx, refused);
    } else {
      refusal = refused;
      state = State.DISCARD;
    }
  }

  private void onContent(ChannelHandlerContext ctx, HttpContent content) {
    ByteBuf bytes = content.content();
    bodyBytes += bytes.readableBytes();
    if (content.decoderResult().isFailure()) {
      abandon();
      replyAndClose(ctx, HeadCheck.MALFORMED);
    } else if (state == State.BODY) {
      onBody(ctx, bytes, content instanceof LastHttpContent);
    } else if (state == State.DISCARD) {
      onDiscarded(ctx, content instanceof LastHttpContent);
    }
  }

  private void onBody(ChannelHandlerContext ctx, ByteBuf bytes, boolean last) {
    Exchange current = exchange;
    if (current == null) {
      throw new IllegalStateException("a body without an exchange");
    }
    if (bodyBytes > maxBodyBytes) {
      abandon();
      replyAndClose(ctx, headCheck.bodyTooLarge());
      return;
    }
    if (bytes.isReadable()) {
      current.feed(bytes.nioBuffer());
    }
    if (last) {
      state = State.REPLY;
      current.finish(reply -> reply(ctx, reply));
    }
  }

  private void onDiscarded(ChannelHandlerContext ctx, boolean last) {
    Refusal refused = refusal;
    if (refused == null) {
      throw new IllegalStateException("nothing to refuse with");
    }
    if (bodyBytes > MAX_DISCARDED_BYTES) {
      replyAndClose(ctx, refused);
    } else if (last) {
      refusal = null;
      state = State.REPLY;
      send(ctx, Replies.refused(refused));
    }
  }

  /** Called on any thread. */
  private void reply(ChannelHandlerContext ctx, Reply reply) {
    if (ctx.executor().inEventLoop()) {
      send(ctx, reply);
    } else {
      ctx.executor().execute(() -> send(ctx, reply));
    }
  }

  private void send(ChannelHandlerContext ctx, Reply reply) {
    exchange = null;
    keepAlive &= !draining;
    var sent = ctx.writeAndFlush(Responses.of(reply, version, keepAlive, allow, bodyless));
    if (!keepAlive) {
      state = State.CLOSING;
      sent.addListener(ChannelFutureListener.CLOSE);
      return;
    }
    sent.addListener(done -> {
      if (done.isSuccess()) {
        state = State.IDLE;
        closeIfDraining(ctx);
        handleLater(ctx);
      } else {
        ctx.close();
      }
    });
  }

  /**
   * Answers before the request was read to its end. The connection is half-closed, and read for a
   * while longer: closing it at once could reset it, and the client would not see the reply.
   */
  private void replyAndClose(ChannelHandlerContext ctx, Refusal refused) {
    state = State.CLOSING;
    ctx.writeAndFlush(Responses.of(Replies.refused(refused), version, false, allow, bodyless))
        .addListener(done -> linger(ctx));
  }

  private static void linger(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
      ctx.executor().schedule(() -> channel.close(), LINGER_MS, TimeUnit.MILLISECONDS);
    } else {
      channel.close();
    }
  }

  private void abandon() {
    if (exchange != null) {
      exchange.abandon();
      exchange = null;
    }
  }

  private void closeIfDraining(ChannelHandlerContext ctx) {
    if (draining && state == State.IDLE) {
      ctx.close();
    }
  }

  /** Nothing has come for a long time, and the client is not waiting for us. */
  private void closeIfReading(ChannelHandlerContext ctx) {
    if (state != State.REPLY) {
      ctx.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Event.DRAIN) {
      draining = true;
      closeIfDraining(ctx);
      ctx.executor().schedule(() -> closeIfReading(ctx), DRAIN_READ_MS, TimeUnit.MILLISECONDS);
    } else if (event instanceof IdleStateEvent) {
      closeIfReading(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    abandon();
    later.forEach(ReferenceCountUtil::release);
    later.clear();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    abandon();
    if (cause instanceof IOException || state == State.CLOSING) {
      LOG.debug("a connection broke", cause);
      ctx.close();
      return;
    }
    state = State.CLOSING;
    ctx.writeAndFlush(Responses.of(Replies.failed(cause), version, false, "", bodyless))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
