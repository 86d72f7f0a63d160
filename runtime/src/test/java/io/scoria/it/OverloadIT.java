package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More calls at once than the server takes. */
@ExtendWith(NoNettyLeaks.class)
class OverloadIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String HEAD =
      RawClient.scoreHead("Expect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n");

  @Test
  void aCallTooManyIsRefusedUntilOneHasEnded() {
    try (TestServer server = taking(1);
        RawClient slow = server.connect();
        RawClient other = server.connect()) {
      begin(slow);
      slow.send(BODY.substring(0, 10));
      Response refused = other.score(BODY);
      assertRefused(refused, 503, "overloaded").contains("1 calls in flight");
      assertThat(refused.header("retry-after")).isEqualTo("1");
      assertThat(refused.header("connection")).isNull();
      assertThat(slow.send(BODY.substring(10)).read().status()).isEqualTo(200);
      assertThat(other.score(BODY).status()).isEqualTo(200);
    }
  }

  @Test
  void healthIsAnsweredUnderOverload() {
    try (TestServer server = taking(1);
        RawClient slow = server.connect();
        RawClient other = server.connect()) {
      begin(slow);
      assertRefused(other.score(BODY), 503, "overloaded");
      assertThat(other.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n").read().text())
          .isEqualTo("Healthy");
    }
  }

  @Test
  void anOverloadedServerStillSaysWhatIsWrongWithAHead() {
    try (TestServer server = taking(1);
        RawClient slow = server.connect();
        RawClient other = server.connect()) {
      begin(slow);
      assertRefused(other.score(BODY), 503, "overloaded");
      String text = "POST /score HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n";
      other.send(text + "Content-Length: 1\r\n\r\nx");
      assertRefused(other.read(), 415, "unsupported_media_type");
    }
  }

  @Test
  void everyCallOfManyAtOnceIsScoredOrRefusedAndNoPermitIsLost() throws Exception {
    try (TestServer server = taking(3)) {
      List<Callable<List<Integer>>> clients = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        clients.add(() -> statuses(server, 100));
      }
      List<Integer> all = runAll(clients);
      assertThat(all).hasSize(1600).containsOnly(200, 503).contains(200);
      try (RawClient first = server.connect();
          RawClient second = server.connect();
          RawClient third = server.connect()) {
        begin(first); // three calls fit still: two that have begun, and a third
        begin(second);
        assertThat(third.score(BODY).status()).isEqualTo(200);
      }
    }
  }

  private static TestServer taking(int calls) {
    return TestServer.configure(TestData.model("iris")).maxCallsInFlight(calls).start();
  }

  /** Sends a head, and waits until the call has its permit: then the server asks for the body. */
  private static void begin(RawClient client) {
    assertThat(client.send(HEAD).read().status()).isEqualTo(100);
  }

  private static List<Integer> statuses(TestServer server, int calls) {
    List<Integer> statuses = new ArrayList<>();
    try (RawClient client = server.connect()) {
      for (int i = 0; i < calls; i++) {
        statuses.add(client.score(BODY).status());
      }
    }
    return statuses;
  }

  private static List<Integer> runAll(List<Callable<List<Integer>>> clients)
      throws InterruptedException, ExecutionException {
    List<Integer> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Integer>> client : threads.invokeAll(clients)) {
        all.addAll(client.get());
      }
    }
    return all;
  }
}
