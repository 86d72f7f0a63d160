package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.scoria.call.Exchange;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import io.scoria.config.HttpLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** However the bytes of requests are cut on their way, the answers are the same. */
final class HttpConnectionPropertyTest {
  private static final int SEQUENCES = 300;
  private static final int CUTS = 12;

  private static final String CHUNKED =
      "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static final List<String> REQUESTS =
      List.of(
          "GET /echo HTTP/1.1\r\nHost: t\r\n\r\n",
          "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello",
          "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n",
          "POST /echo HTTP/1.1\r\nHost: t\r\n\r\n",
          "\r\n" + CHUNKED + "3\r\nabc\r\n2;x=y\r\n\r\n\r\n0\r\nT: 1\r\n\r\n",
          "POST /none HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nxyz",
          "PUT /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
          "HEAD /echo HTTP/1.1\r\nHost: t\r\n\r\n",
          "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 99\r\n\r\n"
              + "large".repeat(20).substring(1));

  private static final List<String> LAST =
      List.of(
          "",
          "GET /echo HTTP/1.0\r\n\r\n",
          "GET /echo HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\nGET /hidden HTTP/1.1\r\n\r\n",
          "GET /echo HTTP/1.1\nHost: t\n\nrest",
          "GET /echo HTTP/1.1\r\nHost : t\r\n\r\nPOST",
          "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nq\r\n0\r\n\r\n",
          "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "\u0016\u0003\u0001");

  /** Answers each request with what its body was: at once, or later when it is told to. */
  private static final class Echo implements Service {
    private final boolean later;
    private final ArrayDeque<Runnable> replies = new ArrayDeque<>();
    private int open;

    Echo(boolean later) {
      this.later = later;
    }

    @Override
    public Opening open(RequestHead head) {
      open++;
      return new Opening.Accepted(
          new Exchange() {
            private final ByteArrayOutputStream body = new ByteArrayOutputStream();
            private boolean ended;

            @Override
            public long deadlineNanos() {
              return System.nanoTime() + 60_000_000_000L;
            }

            @Override
            public void feed(ByteBuffer chunk) {
              assertThat(ended).isFalse();
              while (chunk.hasRemaining()) {
                body.write(chunk.get());
              }
            }

            @Override
            public void finish(Consumer<Reply> done) {
              end();
              Reply reply = new Reply(200, Reply.TEXT, ByteBuffer.wrap(body.toByteArray()), null);
              if (later) {
                replies.add(() -> done.accept(reply));
              } else {
                done.accept(reply);
              }
            }

            @Override
            public void abandon() {
              if (!ended) {
                end();
              }
            }

            private void end() {
              assertThat(ended).isFalse();
              ended = true;
              open--;
            }
          });
    }
  }

  private static String exchange(List<String> pieces, boolean later) {
    Echo echo = new Echo(later);
    Routes routes = Routes.builder().get("/echo", echo).post("/echo", echo).build();
    HttpLimits limits = new HttpLimits(90, 8192, 16384);
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new HttpConnection(new HeadCheck(routes, limits), new HttpHead(limits), limits, null));
    StringBuilder answers = new StringBuilder();
    for (String piece : pieces) {
      if (channel.isOpen()) {
        channel.writeInbound(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1));
      }
      for (Runnable reply = echo.replies.poll(); reply != null; reply = echo.replies.poll()) {
        reply.run();
        collect(channel, answers);
      }
      collect(channel, answers);
    }
    channel.finishAndReleaseAll();
    assertThat(echo.open).as("exchanges that nobody ended").isZero();
    return answers.toString().replaceAll("request-id: [0-9a-f-]{36}", "request-id: made");
  }

  private static void collect(EmbeddedChannel channel, StringBuilder answers) {
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      ByteBuf bytes = (ByteBuf) out;
      answers.append(bytes.toString(StandardCharsets.ISO_8859_1));
      bytes.release();
    }
  }

  private static List<String> cut(String text, SplittableRandom random) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextBoolean() ? 4 : 200));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  @Test
  void theAnswersDoNotDependOnHowTheBytesAreCut() {
    SplittableRandom random = new SplittableRandom(20261120);
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      StringBuilder text = new StringBuilder();
      int requests = random.nextInt(6);
      for (int i = 0; i < requests; i++) {
        text.append(REQUESTS.get(random.nextInt(REQUESTS.size())));
      }
      text.append(LAST.get(random.nextInt(LAST.size())));
      String whole = exchange(List.of(text.toString()), false);
      assertThat(statusLines(whole)).isGreaterThanOrEqualTo(requests);
      for (int i = 0; i < CUTS; i++) {
        List<String> pieces = cut(text.toString(), random);
        assertThat(exchange(pieces, i % 2 == 1)).as("%s", pieces).isEqualTo(whole);
      }
    }
  }

  private static int statusLines(String answers) {
    return answers.split("HTTP/1\\.1 ", -1).length - 1;
  }

  @Test
  void nothingThatFollowsARequestOfTwoMeaningsIsAnswered() {
    for (String last : LAST.subList(3, LAST.size())) {
      String answers = exchange(List.of(last, REQUESTS.getFirst(), REQUESTS.getFirst()), false);
      assertThat(answers).as("%s", last).startsWith("HTTP/1.1 400 Bad Request\r\n");
      assertThat(answers).contains("\r\nconnection: close\r\n");
      assertThat(statusLines(answers)).isEqualTo(1);
    }
  }
}
