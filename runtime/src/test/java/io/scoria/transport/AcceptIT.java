package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SingleThreadEventLoop;
import io.scoria.call.KnownReply;
import io.scoria.call.Reply;
import io.scoria.call.Service;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that come while the loop is busy, each iteration of which may be long. */
class AcceptIT {
  private static final int CLIENTS = 100;
  private static final byte[] GET =
      "GET / HTTP/1.1\r\nHost: t\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final List<Socket> clients = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final CompletableFuture<HttpListener> listening = new CompletableFuture<>();
  private final CompletableFuture<Integer> open = new CompletableFuture<>();

  @AfterEach
  void closeClients() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  private Socket connect(HttpListener listener) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    clients.add(client);
    return client;
  }

  @Test
  void areAcceptedInOneIteration() throws Exception {
    try (EventLoops loops = new EventLoops("accepting", 1);
        HttpListener listener = listen(loops)) {
      SingleThreadEventLoop loop = (SingleThreadEventLoop) loops.group().next();
      Runnable count = () -> open.complete(listener.openConnections());
      loop.execute(() -> {
        hold();
        loop.executeAfterEventLoopIteration(
            () -> loop.execute(() -> loop.executeAfterEventLoopIteration(count)));
      });
      for (int i = 0; i < CLIENTS; i++) {
        connect(listener);
      }
      released.countDown();
      assertThat(open.get(20, TimeUnit.SECONDS)).isEqualTo(CLIENTS);
    }
  }

  /**
   * An event at hand may be of a connection that has been closed, and whose descriptor has the
   * number of the new one: it must not reach that.
   */
  @Test
  void joinTheLoopOnceTheEventsAtHandAreHandled() throws Exception {
    try (EventLoops loops = new EventLoops("accepting", 1);
        HttpListener listener = listen(loops)) {
      listening.complete(listener);
      Socket before = connect(listener);
      while (listener.openConnections() == 0) {
        loops.awaitTurn(1000);
      }
      loops.group().next().execute(this::hold);
      connect(listener); // which the loop hears of first
      before.getOutputStream().write(GET); // and of this in the same iteration
      released.countDown();
      assertThat(open.get(20, TimeUnit.SECONDS)).isOne();
      while (listener.openConnections() < 2) { // and then it has joined
        loops.awaitTurn(1000);
      }
    }
  }

  /** Keeps the loop from hearing of anything until it is released. */
  private void hold() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpListener listen(EventLoops loops) throws IOException {
    Service counts =
        head -> {
          open.complete(listening.join().openConnections());
          ByteBuffer body = ByteBuffer.allocate(0);
          return new Service.Opening.Accepted(
              new KnownReply(new Reply(200, Reply.TEXT, body, null)));
        };
    ListenerConfig config = new ListenerConfig("127.0.0.1", 0);
    Routes routes = Routes.builder().get("/", counts).build();
    return HttpListener.bind(loops, config, routes, HttpLimits.defaults());
  }
}
