package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.ConnectionLimits;
import io.scoria.config.HttpTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that hold connections and send or take little: each is given up in its time. */
@ExtendWith(NoNettyLeaks.class)
class H7SlowClientsIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String HEALTH = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";
  private static final int LONG_MS = 600_000; // longer than a test may take
  private static final int SHORT_MS = 300;
  private static final HttpTimes PATIENT = new HttpTimes(LONG_MS, LONG_MS, 1, LONG_MS, LONG_MS);

  private static TestServer serving(HttpTimes times) {
    return TestServer.configure(TestData.model("iris")).times(times).start();
  }

  private static HttpTimes header(int millis) {
    return new HttpTimes(millis, LONG_MS, 1, LONG_MS, LONG_MS);
  }

  @Test
  void aHeadThatDoesNotComeWholeIs408AndCloses() {
    try (TestServer server = serving(header(SHORT_MS));
        RawClient slow = server.connect()) {
      slow.send("GET / HTTP/1.1\r\nHost: t\r\nX: ");
      Response late = slow.read();
      assertRefused(late, 408, "request_timeout").contains("head");
      assertThat(late.header("connection")).isEqualTo("close");
      assertThat(slow.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aLaterHeadHasItsOwnTime() {
    try (TestServer server = serving(header(2000));
        RawClient slow = server.connect()) {
      assertThat(slow.send(HEALTH).read().status()).isEqualTo(200);
      assertThat(slow.isSilentFor(2500)).isTrue(); // it is idle, and no head is late
      assertRefused(slow.send("GET / HT").read(), 408, "request_timeout");
      assertThat(slow.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aHeadThatComesByteByByteHasNoMoreTime() {
    try (TestServer server = serving(header(SHORT_MS));
        RawClient slow = server.connect()) {
      slow.send("GET / HTTP/1.1\r\nHost: t\r\nX: ");
      while (slow.isSilentFor(20)) {
        slow.send("y");
      }
      assertRefused(slow.read(), 408, "request_timeout");
    }
  }

  @Test
  void aClientThatSendsNothingIsClosedWithoutAWord() {
    try (TestServer server = serving(header(SHORT_MS));
        RawClient silent = server.connect()) {
      assertThat(silent.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aConnectionWithoutARequestIsClosedWhenItHasBeenIdle() {
    try (TestServer server = serving(new HttpTimes(LONG_MS, LONG_MS, 1, SHORT_MS, LONG_MS));
        RawClient idle = server.connect()) {
      assertThat(idle.send(HEALTH).read().status()).isEqualTo(200);
      assertThat(idle.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aBodyThatComesTooSlowlyIs408AndItsPlaceIsGivenToOthers() {
    HttpTimes times = new HttpTimes(LONG_MS, SHORT_MS, 1000, LONG_MS, LONG_MS);
    try (TestServer server =
            TestServer.configure(TestData.model("iris")).times(times).maxCallsInFlight(1).start();
        RawClient slow = server.connect();
        RawClient other = server.connect()) {
      slow.send(RawClient.scoreHead("Content-Length: 100000\r\n"));
      while (slow.isSilentFor(20)) {
        slow.send(" "); // 50 bytes a second at most
      }
      Response late = slow.read();
      assertRefused(late, 408, "request_timeout").contains("slower");
      assertThat(late.header("connection")).isEqualTo("close");
      assertThat(slow.isClosedByServer()).isTrue();
      assertThat(other.score(BODY).status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatComesFastEnoughTakesAsManyWindowsAsItNeeds() {
    int windowMs = 1000;
    HttpTimes times = new HttpTimes(LONG_MS, windowMs, 1, LONG_MS, LONG_MS); // a byte a window
    try (TestServer server = serving(times);
        RawClient client = server.connect()) {
      String body = " ".repeat(100) + BODY;
      client.send(RawClient.scoreHead("Content-Length: " + body.length() + "\r\n"));
      int sent = 0;
      while (sent < 25) {
        client.send(body.substring(sent, ++sent));
        assertThat(client.isSilentFor(100)).isTrue();
      }
      assertThat(client.send(body.substring(sent)).read().status()).isEqualTo(200);
    }
  }

  @Test
  void aRefusedBodyThatDoesNotComeIsNotWaitedFor() {
    HttpTimes times = new HttpTimes(LONG_MS, SHORT_MS, 0, LONG_MS, LONG_MS);
    try (TestServer server = serving(times);
        RawClient slow = server.connect()) {
      slow.send("POST /nothing HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\n");
      assertRefused(slow.read(), 404, "not_found");
      assertThat(slow.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aClientThatTakesNothingOfItsRepliesIsGivenUp() {
    try (TestServer server = serving(new HttpTimes(LONG_MS, LONG_MS, 1, LONG_MS, SHORT_MS));
        RawClient greedy = server.connect()) {
      String row = ",[5.1,3.4,1.5,0.2]";
      String body = "{\"data\":[" + row.repeat(20_000).substring(1) + "]}";
      String request = RawClient.scoreHead("Content-Length: " + body.length() + "\r\n") + body;
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < 1000; i++) {
                    greedy.send(request);
                  }
                } catch (java.io.UncheckedIOException closed) {
                  // as it must be: else the test does not end
                }
              });
      sender.join(RawClient.TIMEOUT_MS);
      assertThat(sender.isAlive())
          .as("the server still reads of a client that takes nothing")
          .isFalse();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hundredsOfSlowClientsAreClosedAndAGoodOneIsAnsweredAllTheTime() {
    int each = 70;
    HttpTimes times = new HttpTimes(1000, 1000, 500, LONG_MS, LONG_MS);
    try (TestServer server = serving(times);
        RawClient good = server.connect()) {
      assertThat(good.score(BODY).status()).isEqualTo(200);
      List<RawClient> slow = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        slow.add(server.connect());
        slow.add(server.connect().send("GET / HTTP/1.1\r\nHost: t\r\nX: "));
        slow.add(server.connect().send(RawClient.scoreHead("Content-Length: 9999\r\n") + "{"));
      }
      int closed = 0;
      while (closed < slow.size()) {
        assertThat(good.score(BODY).status()).isEqualTo(200);
        RawClient next = slow.get(closed);
        if (!next.isSilentFor(1)) {
          next.readToEnd();
          next.close();
          closed++;
        }
      }
      assertThat(good.score(BODY).status()).isEqualTo(200);
    }
  }

  @Test
  void moreConnectionsThanMayBeHeldAreToldSoAndOneThatClosesMakesRoom() {
    ConnectionLimits two = ConnectionLimits.defaults().withMost(2);
    try (TestServer server =
        TestServer.configure(TestData.model("iris")).connections(two).withManagement().start()) {
      RawClient first = server.connect();
      RawClient second = server.connect();
      assertThat(first.score(BODY).status()).isEqualTo(200);
      assertThat(second.score(BODY).status()).isEqualTo(200);
      for (int i = 0; i < 3; i++) {
        try (RawClient third = server.connect()) {
          Response refused = third.read();
          assertRefused(refused, 503, "too_many_connections");
          assertThat(refused.header("connection")).isEqualTo("close");
          assertThat(refused.header("retry-after")).isEqualTo("1");
          assertThat(third.isClosedByServer()).isTrue();
        }
      }
      assertThat(first.score(BODY).status()).isEqualTo(200);
      assertThat(server.models()).contains("iris"); // by a listener of its own
      second.close();
      awaitScore(server);
      first.close();
    }
  }

  private static void awaitScore(TestServer server) {
    long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
    int status = 0;
    while (status != 200 && System.nanoTime() < endNanos) {
      try (RawClient client = server.connect()) {
        status = client.send(HEALTH).read().status();
      } catch (java.io.UncheckedIOException closed) {
        status = 0;
      }
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void aConnectionIsClosedAfterTheRequestsThatItMayHave() {
    OptionalInt any = OptionalInt.empty();
    try (TestServer server =
            TestServer.configure(TestData.model("iris"))
                .connections(new ConnectionLimits(any, any, OptionalInt.of(3)))
                .start();
        RawClient client = server.connect()) {
      client.send(HEALTH.repeat(5));
      assertThat(client.read().header("connection")).isNull();
      assertThat(client.read().header("connection")).isNull();
      assertThat(client.read().header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void clientsThatHalfCloseOrResetLeaveNoDescriptorBehind() throws IOException {
    try (TestServer server = serving(PATIENT)) {
      assertThat(server.score(BODY).status()).isEqualTo(200);
      long before = descriptors();
      for (int i = 0; i < 1000; i++) {
        RawClient client = server.connect();
        switch (i % 4) {
          case 0 -> client.send("GET / HT").reset();
          case 1 ->
              client.send(RawClient.scoreHead("Content-Length: 9\r\n") + "{").halfClose().reset();
          case 2 -> client.send(HEALTH).halfClose().reset();
          default -> client.halfClose().close();
        }
      }
      long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
      long most = before + 20; // others of this process come and go
      long open = descriptors();
      while (open > most && System.nanoTime() < endNanos) {
        assertThat(server.score(BODY).status()).isEqualTo(200);
        open = descriptors();
      }
      assertThat(open).isLessThanOrEqualTo(most);
      assertThat(server.score(BODY).status()).isEqualTo(200);
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
