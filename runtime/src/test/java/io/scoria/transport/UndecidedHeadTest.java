package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.scoria.call.Exchange;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Service.Opening;
import io.scoria.config.HttpLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A head that cannot be decided on when it comes, since a key is being fetched. */
@SuppressWarnings("FutureReturnValueIgnored") // some waits are never ended
final class UndecidedHeadTest {
  private final Deque<CompletableFuture<?>> fetches = new ArrayDeque<>(); // for decisions to come
  private final List<String> decided = new ArrayList<>(); // target and id of each time
  private final HttpLimits limits = HttpLimits.defaults();
  private final HttpHead head = new HttpHead(limits); // of all connections of the loop
  private final HeadCheck check =
      new HeadCheck(
          Routes.builder().post("/score", this::open).get("/score", this::open).build(), limits);
  private final EmbeddedChannel channel = channel();

  private EmbeddedChannel channel() {
    return new EmbeddedChannel(new HttpConnection(check, head, limits, null));
  }

  private Opening open(RequestHead asked) {
    decided.add(asked.method() + " " + asked.identity().requestId());
    CompletableFuture<?> fetch = fetches.poll();
    return fetch == null ? new Opening.Accepted(new Echo()) : new Opening.Later(fetch);
  }

  /** Answers with the body that came. */
  private static final class Echo implements Exchange {
    private final StringBuilder body = new StringBuilder();

    @Override
    public long deadlineNanos() {
      return System.nanoTime() + 60_000_000_000L;
    }

    @Override
    public void feed(ByteBuffer chunk) {
      body.append(StandardCharsets.US_ASCII.decode(chunk));
    }

    @Override
    public void finish(Consumer<Reply> done) {
      ByteBuffer echoed = StandardCharsets.US_ASCII.encode(body.toString());
      done.accept(new Reply(200, Reply.TEXT, echoed, null));
    }

    @Override
    public void abandon() {}
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static String post(String id, String body) {
    return "POST /score HTTP/1.1\r\nHost: t\r\nx-request-id: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(id, body.length(), body);
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private String answers() {
    channel.runPendingTasks();
    StringBuilder text = new StringBuilder();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      text.append(out.toString(StandardCharsets.US_ASCII));
      out.release();
    }
    return text.toString();
  }

  private CompletableFuture<Void> undecided() {
    CompletableFuture<Void> fetch = new CompletableFuture<>();
    fetches.add(fetch);
    return fetch;
  }

  @Test
  void isDecidedOnWhenWhatItWaitsForHasEnded() {
    CompletableFuture<Void> fetch = undecided();
    send(post("a", "one"));
    assertThat(answers()).isEmpty();
    fetch.complete(null);
    assertThat(answers()).startsWith("HTTP/1.1 200 OK").contains("x-request-id: a").endsWith("one");
    assertThat(decided).containsExactly("POST a", "POST a");
  }

  @Test
  void isDecidedOnAlsoWhereThatHasEndedBadlyOrBefore() {
    undecided().completeExceptionally(new IllegalStateException("no keys"));
    send(post("a", "one"));
    assertThat(answers()).startsWith("HTTP/1.1 200 OK").endsWith("one");
  }

  @Test
  void isRefusedWhereItStillCannotBeDecidedOn() {
    CompletableFuture<Void> fetch = undecided();
    undecided();
    send(post("a", "one"));
    fetch.complete(null);
    assertThat(answers())
        .startsWith("HTTP/1.1 503 Service Unavailable")
        .contains("token_keys_unavailable");
    send(post("b", "two"));
    assertThat(answers()).startsWith("HTTP/1.1 200 OK").endsWith("two");
  }

  @Test
  void waitsAgainForTheNextRequestOfItsConnection() {
    for (String id : List.of("a", "b", "c")) {
      CompletableFuture<Void> fetch = undecided();
      send(post(id, id));
      assertThat(answers()).isEmpty();
      fetch.complete(null);
      assertThat(answers()).startsWith("HTTP/1.1 200 OK").endsWith(id);
    }
  }

  @Test
  void isWaitedForAFewSecondsAtMost() {
    undecided();
    undecided();
    channel.freezeTime();
    send(post("a", "one"));
    channel.advanceTimeBy(UndecidedHead.MAX_WAIT_MS - 1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(answers()).isEmpty();
    channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(answers()).startsWith("HTTP/1.1 503 Service Unavailable");
  }

  @Test
  void aWaitThatIsOverLeavesNoTimerAndIsNotEndedAgain() {
    CompletableFuture<Void> fetch = undecided();
    channel.freezeTime();
    send(post("a", "one"));
    fetch.complete(null);
    assertThat(answers()).endsWith("one");
    CompletableFuture<Void> next = undecided();
    channel.advanceTimeBy(UndecidedHead.MAX_WAIT_MS - 1, TimeUnit.MILLISECONDS);
    send(post("b", "two"));
    channel.advanceTimeBy(2, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(answers()).isEmpty();
    next.complete(null);
    assertThat(answers()).endsWith("two");
  }

  @Test
  void pipelinedRequestsStayInOrder() {
    CompletableFuture<Void> fetch = undecided();
    send(post("a", "one") + post("b", "two"));
    send(post("c", "three"));
    assertThat(answers()).isEmpty();
    fetch.complete(null);
    String all = answers();
    assertThat(all.indexOf("one")).isPositive().isLessThan(all.indexOf("two"));
    assertThat(all.indexOf("two")).isLessThan(all.indexOf("three"));
    assertThat(decided).containsExactly("POST a", "POST a", "POST b", "POST c");
  }

  @Test
  void nothingMoreIsReadWhileItWaits() {
    CompletableFuture<Void> fetch = undecided();
    send(post("a", "one"));
    assertThat(channel.config().isAutoRead()).isFalse();
    fetch.complete(null);
    assertThat(answers()).endsWith("one");
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void aBodyThatComesLaterIsTaken() {
    CompletableFuture<Void> fetch = undecided();
    String request = post("a", "body");
    send(request.substring(0, request.length() - 4));
    fetch.complete(null);
    assertThat(answers()).isEmpty();
    send("body");
    assertThat(answers()).startsWith("HTTP/1.1 200 OK").endsWith("body");
  }

  @Test
  void aHeadOfAnotherConnectionInBetweenChangesNothing() {
    CompletableFuture<Void> fetch = undecided();
    send(post("a", "one"));
    EmbeddedChannel other = channel();
    other.writeInbound(
        Unpooled.copiedBuffer(
            "GET /score HTTP/1.1\r\nHost: other\r\nx-request-id: z\r\n\r\n",
            StandardCharsets.US_ASCII));
    other.finishAndReleaseAll();
    fetch.complete(null);
    assertThat(answers()).contains("x-request-id: a").endsWith("one");
    assertThat(decided).containsExactly("POST a", "GET z", "POST a");
  }

  @Test
  void aClientThatGoesAwayMeanwhileIsNotAskedAboutAgain() {
    CompletableFuture<Void> fetch = undecided();
    send(post("a", "one"));
    channel.close();
    fetch.complete(null);
    assertThat(answers()).isEmpty();
    assertThat(decided).containsExactly("POST a");
  }

  @Test
  void isAnsweredWhileTheServerDrains() {
    CompletableFuture<Void> fetch = undecided();
    channel.freezeTime();
    send(post("a", "one"));
    channel.pipeline().fireUserEventTriggered(new ConnectionEvent.Leave(0));
    channel.advanceTimeBy(5500, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    fetch.complete(null);
    assertThat(answers()).startsWith("HTTP/1.1 200 OK").contains("connection: close");
    assertThat(channel.isOpen()).isFalse();
  }
}
