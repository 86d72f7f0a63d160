package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.BodyStream;
import io.scoria.call.Exchange;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import io.scoria.call.Timing;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.transport.EventLoops;
import io.scoria.transport.HttpListener;
import io.scoria.transport.Routes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stream that a service gives, over a real socket, told from another thread. */
@ExtendWith(NoNettyLeaks.class)
class StreamedReplyIT {
  private static final int PIECE_BYTES = 64 << 10;
  private static final int PIECES = 1000;
  private static final String REQUEST =
      "POST /score HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final Producer producer = new Producer();
  private final EventLoops loops = new EventLoops("stream", 1);
  private final HttpListener listener = listen();

  /** Gives many pieces, each from a thread of its own. */
  private static final class Producer implements BodyStream {
    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public void next(Consumer<Piece> done) {
      int number = asked.incrementAndGet();
      Thread.startVirtualThread(() -> done.accept(piece(number)));
    }

    private Piece piece(int number) {
      if (number <= PIECES) {
        return new Piece.Bytes(ByteBuffer.allocate(PIECE_BYTES));
      }
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Piece.End();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private record Streaming(BodyStream stream) implements Service, Exchange {
    @Override
    public Opening open(RequestHead head) {
      return new Opening.Accepted(this);
    }

    @Override
    public long deadlineNanos() {
      return System.nanoTime() + 60_000_000_000L;
    }

    @Override
    public void feed(ByteBuffer chunk) {
      chunk.position(chunk.limit());
    }

    @Override
    public void finish(Consumer<Reply> done) {
      done.accept(
          new Reply(
              200, Reply.BINARY, ByteBuffer.allocate(0), null, List.of(), Timing.NOT_RUN, stream));
    }

    @Override
    public void abandon() {}
  }

  private HttpListener listen() {
    Routes routes =
        Routes.of(ServiceConfig.defaults()).post("/score", new Streaming(producer)).build();
    try {
      return HttpListener.bind(
          loops, new ListenerConfig("127.0.0.1", 0), routes, HttpLimits.defaults());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void nothingIsAskedFor() {
    assertThat(producer.asked.get()).isZero();
  }

  @AfterEach
  void stop() {
    producer.mayEnd.countDown();
    listener.close();
    loops.close();
  }

  @Test
  void aClientThatDoesNotReadHoldsBackTheProducerAndGetsEverythingWhenItReads() throws Exception {
    try (RawClient client = new RawClient(listener.port())) {
      client.send(REQUEST);
      int asked = awaitStandstill();
      assertThat(asked).isPositive().isLessThan(PIECES / 2);
      producer.mayEnd.countDown();
      String response = client.readToEnd();
      assertThat(response).startsWith("HTTP/1.1 200 OK").endsWith("\r\n0\r\n\r\n");
      String chunk = Integer.toHexString(PIECE_BYTES) + "\r\n";
      int head = response.indexOf("\r\n\r\n") + 4;
      assertThat(response.length() - head)
          .isEqualTo(PIECES * (chunk.length() + PIECE_BYTES + 2) + 5);
      assertThat(producer.closed.await(RawClient.TIMEOUT_MS, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  /** How many pieces were asked for when none has been for a while: sockets hold some. */
  private int awaitStandstill() throws InterruptedException {
    int before = -1;
    int now = producer.asked.get();
    while (now == 0 || now != before) {
      TimeUnit.MILLISECONDS.sleep(300);
      before = now;
      now = producer.asked.get();
    }
    return now;
  }

  @Test
  void aClientThatGoesAwayClosesTheStream() throws Exception {
    try (RawClient client = new RawClient(listener.port())) {
      client.send(REQUEST);
      awaitStandstill();
      client.reset();
    }
    assertThat(producer.closed.await(RawClient.TIMEOUT_MS, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(producer.asked.get()).isLessThan(PIECES);
  }

  @Test
  void aListenerThatStopsWaitsForTheStream() throws Exception {
    try (RawClient client = new RawClient(listener.port())) {
      client.send(REQUEST);
      awaitStandstill();
      Thread drain = Thread.startVirtualThread(() -> listener.drain(RawClient.TIMEOUT_MS));
      producer.mayEnd.countDown();
      assertThat(client.readToEnd()).endsWith("\r\n0\r\n\r\n");
      drain.join();
    }
  }
}
