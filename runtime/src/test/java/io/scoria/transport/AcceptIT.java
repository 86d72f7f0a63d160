package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SingleThreadEventLoop;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that come at once while the loop is busy, each iteration of which may be long. */
class AcceptIT {
  private static final int CLIENTS = 100;

  private final CountDownLatch connected = new CountDownLatch(1);
  private final CompletableFuture<Integer> open = new CompletableFuture<>();

  @Test
  void areAcceptedInOneIteration() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (EventLoops loops = new EventLoops("accepting", 1);
        HttpListener listener = listen(loops)) {
      SingleThreadEventLoop loop = (SingleThreadEventLoop) loops.group().next();
      loop.execute(() -> countAfterNextIteration(loop, listener));
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new Socket(InetAddress.getLoopbackAddress(), listener.port()));
      }
      connected.countDown();
      assertThat(open.get(20, TimeUnit.SECONDS)).isEqualTo(CLIENTS);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  /** Holds the loop until all have connected, and counts once it has read what there is then. */
  private void countAfterNextIteration(SingleThreadEventLoop loop, HttpListener listener) {
    try {
      connected.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runnable count = () -> open.complete(listener.openConnections());
    loop.executeAfterEventLoopIteration(
        () -> loop.execute(() -> loop.executeAfterEventLoopIteration(count)));
  }

  private static HttpListener listen(EventLoops loops) throws IOException {
    ListenerConfig config = new ListenerConfig("127.0.0.1", 0);
    return HttpListener.bind(loops, config, Routes.builder().build(), HttpLimits.defaults());
  }
}
