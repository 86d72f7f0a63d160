package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.call.KnownReply;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import io.scoria.transport.EventLoops;
import io.scoria.transport.HttpListener;
import io.scoria.transport.Routes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Clients that have connected, and that the listener has not accepted when it is to close. */
class AcceptQueueIT {
  private static final int CLIENTS = 300; // more than are accepted in one go
  private static final int LAST_MS = 200;
  private static final String GET = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";
  private static final String HOLD = "GET /hold HTTP/1.1\r\nHost: t\r\n\r\n";

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private Service.Opening hold(RequestHead head) {
    held.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer(head);
  }

  private Service.Opening answer(RequestHead head) {
    ByteBuffer body = ByteBuffer.wrap("here".getBytes(StandardCharsets.US_ASCII));
    return new Service.Opening.Accepted(new KnownReply(new Reply(200, Reply.TEXT, body, null)));
  }

  @Test
  void areAcceptedAndAnsweredBeforeItDoes() throws Exception {
    Routes routes = Routes.builder().get("/", this::answer).get("/hold", this::hold).build();
    List<RawClient> clients = new ArrayList<>();
    try (EventLoops loops = new EventLoops("accepting", 1);
        HttpListener listener = listen(loops, routes);
        RawClient holding = new RawClient(listener.port())) {
      holding.send(HOLD);
      held.await(); // nothing is accepted from here on
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new RawClient(listener.port()).send(GET));
      }
      Thread stopping = Thread.ofPlatform().start(listener::stopAccepting);
      while (stopping.getState() != Thread.State.TIMED_WAITING) { // it has been asked for
        LockSupport.parkNanos(1_000_000);
      }
      release.countDown();
      for (RawClient client : clients) {
        assertThat(client.read().text()).isEqualTo("here");
      }
      assertThat(holding.read().text()).isEqualTo("here");
      stopping.join();
      assertThatThrownBy(() -> new RawClient(listener.port()).close())
          .hasMessageContaining("refused");
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void whoConnectsAsTheServerStopsIsAnsweredAndToldThatTheConnectionEnds() throws Exception {
    Routes routes = Routes.builder().get("/", this::answer).build();
    try (EventLoops loops = new EventLoops("accepting", 1);
        HttpListener listener = listen(loops, routes);
        RawClient before = new RawClient(listener.port())) {
      assertThat(before.send(GET).read().header("connection")).isNull();
      listener.letGo(LAST_MS, LAST_MS);
      try (RawClient after = new RawClient(listener.port())) {
        Response response = after.send(GET).read();
        assertThat(response.text()).isEqualTo("here");
        assertThat(response.header("connection")).isEqualTo("close");
        assertThat(after.isClosedByServer()).isTrue();
      }
      try (RawClient silent = new RawClient(listener.port())) {
        assertThat(silent.isClosedByServer()).isTrue();
      }
      assertThat(before.isClosedByServer()).isTrue();
      listener.stopAccepting();
      assertThat(listener.drain(RawClient.TIMEOUT_MS)).isTrue();
    }
  }

  private static HttpListener listen(EventLoops loops, Routes routes) throws IOException {
    return HttpListener.bind(
        loops, new ListenerConfig("127.0.0.1", 0), routes, HttpLimits.defaults());
  }
}
