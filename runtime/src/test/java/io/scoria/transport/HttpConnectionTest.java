package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.scoria.call.Exchange;
import io.scoria.call.Reply;
import io.scoria.call.Service;
import io.scoria.call.Service.Opening;
import io.scoria.config.HttpLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One connection on a bad day. */
final class HttpConnectionTest {
  private static final String HEAD = "POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n";
  private static final int LARGE = 1000;

  private final FailingWrites writes = new FailingWrites();
  private long timeoutNanos = 60_000_000_000L;
  private final Service service =
      head -> new Opening.Accepted(new Answering(System.nanoTime() + timeoutNanos));
  private final EmbeddedChannel channel = channel();

  private EmbeddedChannel channel() {
    HttpLimits limits = HttpLimits.defaults();
    HeadCheck check = new HeadCheck(Routes.builder().post("/score", service).build(), limits);
    return new EmbeddedChannel(
        writes, new HttpConnection(check, new HttpHead(limits), limits, null));
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  /** Fails what is large, as a channel does that has no memory to copy it to. */
  private static final class FailingWrites extends ChannelOutboundHandlerAdapter {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (((ByteBuf) message).readableBytes() > LARGE) {
        ReferenceCountUtil.release(message);
        if (!promise.isVoid()) { // which a channel does not tell of what fails so early
          promise.setFailure(new OutOfMemoryError("direct memory"));
        }
      } else {
        ctx.write(message, promise);
      }
    }
  }

  /** Answers {@code L} with much and everything else with little. */
  private record Answering(long deadlineNanos) implements Exchange {
    private static boolean large; // of the body that was read last

    @Override
    public void feed(ByteBuffer chunk) {
      large = chunk.get(chunk.position()) == 'L';
      chunk.position(chunk.limit());
    }

    @Override
    public void finish(Consumer<Reply> done) {
      byte[] body = new byte[large ? 2 * LARGE : 2];
      done.accept(new Reply(200, Reply.JSON, ByteBuffer.wrap(body), null));
    }

    @Override
    public void abandon() {}
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private String answer() {
    ByteBuf out = channel.readOutbound();
    if (out == null) {
      return "";
    }
    String text = out.toString(StandardCharsets.US_ASCII);
    out.release();
    return text;
  }

  @Test
  void aReplyThatIsLostIsNotReplacedByTheNextOne() {
    send(HEAD + "ok" + HEAD + "LL" + HEAD + "ok");
    assertThat(answer()).startsWith("HTTP/1.1 200 OK");
    assertThat(answer()).isEmpty();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void manyBodiesThatComeAfterTheirHeadsLeaveOneTimer() throws Exception {
    for (int request = 0; request < 1000; request++) {
      send(HEAD);
      send("ok");
      assertThat(answer()).startsWith("HTTP/1.1 200 OK");
    }
    assertThat(timers()).isLessThanOrEqualTo(1);
  }

  /** Netty tells nobody how many there are. */
  private int timers() throws Exception {
    Class<?> executor = Class.forName("io.netty.util.concurrent.AbstractScheduledEventExecutor");
    var queue = executor.getDeclaredField("scheduledTaskQueue");
    queue.setAccessible(true);
    Object tasks = queue.get(channel.eventLoop());
    return tasks == null ? 0 : ((java.util.Queue<?>) tasks).size();
  }

  @Test
  void aLateBodyIsGivenUpAlsoWhereItsHeadCameWithTheRequestBefore() {
    timeoutNanos = 0;
    send(HEAD + "ok" + HEAD);
    assertThat(answer()).startsWith("HTTP/1.1 200 OK");
    channel.runScheduledPendingTasks();
    assertThat(answer()).startsWith("HTTP/1.1 408 Request Timeout");
  }

  @Test
  void anEarlierDeadlineThanThatOfTheTimerIsKept() {
    send(HEAD);
    send("ok");
    assertThat(answer()).startsWith("HTTP/1.1 200 OK");
    timeoutNanos = 0;
    send(HEAD);
    channel.runScheduledPendingTasks();
    assertThat(answer()).startsWith("HTTP/1.1 408 Request Timeout");
  }
}
