package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.scoria.call.EndedRequest;
import io.scoria.call.Exchange;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Service;
import io.scoria.config.HttpLimits;
import io.scoria.config.ServiceConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One connection without a socket, to a listener that scores; its service gives what it is told.
 */
final class Wire implements AutoCloseable {
  static final String POST = "POST /score HTTP/1.1\r\nHost: t\r\n";

  private final EmbeddedChannel channel;
  private Reply reply = new Reply(200, Reply.JSON, bytes("{}"), null);
  private RequestIdentity identity = RequestIdentity.NONE;
  private final StringBuilder bodies = new StringBuilder();
  private final List<String> ended = new ArrayList<>();

  Wire() {
    this(service(Optional.empty(), List.of()));
  }

  Wire(ServiceConfig config) {
    HttpLimits limits = HttpLimits.defaults();
    Service answering = this::open;
    Routes routes =
        Routes.of(config)
            .post("/score", answering)
            .get("/", answering)
            .routerPost("score", answering)
            .observer(request -> ended.add(describe(request)))
            .build();
    channel =
        new EmbeddedChannel(
            new HttpConnection(new HeadCheck(routes, limits), new HttpHead(limits), limits, null));
  }

  static ServiceConfig service(Optional<String> version, List<String> origins) {
    return new ServiceConfig("my service", "", "/pre", "1.0", version, origins);
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Service.Opening open(RequestHead head) {
    identity = head.identity();
    return new Service.Opening.Accepted(
        new Exchange() {
          @Override
          public long deadlineNanos() {
            return System.nanoTime() + 60_000_000_000L;
          }

          @Override
          public void feed(ByteBuffer chunk) {
            bodies.append(StandardCharsets.ISO_8859_1.decode(chunk));
          }

          @Override
          public void finish(Consumer<Reply> done) {
            done.accept(reply);
          }

          @Override
          public void abandon() {}
        });
  }

  Wire answering(Reply given) {
    reply = given;
    return this;
  }

  /** Of the request that the service was asked last. */
  RequestIdentity identity() {
    return identity;
  }

  private static String describe(EndedRequest request) {
    assertThat(request.endNanos() - request.arrivalNanos()).isNotNegative();
    return String.join(
        " ",
        request.method(),
        request.target(),
        request.protocol(),
        String.valueOf(request.status()),
        String.valueOf(request.refusal()),
        request.requestBytes() + ">" + request.replyBytes(),
        request.isWhole() ? "whole" : "cut");
  }

  /** What was told of the requests that have ended, in order. */
  List<String> ended() {
    return List.copyOf(ended);
  }

  /** What the service was given of all bodies, one after the other. */
  String bodies() {
    return bodies.toString();
  }

  EmbeddedChannel channel() {
    return channel;
  }

  /** What comes back, all that has come, after these bytes were sent. */
  String send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    return read();
  }

  /** A POST of nothing, with these header lines. */
  String post(String... headers) {
    return send(
        POST
            + String.join("\r\n", headers)
            + (headers.length > 0 ? "\r\n" : "")
            + "Content-Length: 0\r\n\r\n");
  }

  String read() {
    StringBuilder text = new StringBuilder();
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      ByteBuf bytes = (ByteBuf) out;
      text.append(bytes.toString(StandardCharsets.ISO_8859_1));
      bytes.release();
    }
    return text.toString();
  }

  /** The values of a header in the head of a response. */
  static List<String> headerValues(String response, String name) {
    return response
        .substring(0, response.indexOf("\r\n\r\n"))
        .lines()
        .skip(1)
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .toList();
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
