package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.config.DrainConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How clients and balancers leave a server that stops, step by step. */
class DrainIT {
  private static final int LONG_MS = 60_000; // longer than any of these takes
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String GET = " HTTP/1.1\r\nHost: t\r\n\r\n";

  private static Response get(int port, String path) {
    try (RawClient client = new RawClient(port)) {
      return client.send("GET " + path + GET).read();
    }
  }

  /** Asks until it is not ready, for as long as the runner of the tests lets it. */
  private static Response awaitNotReady(TestServer server) {
    Response ready = get(server.managementPort(), "/readyz");
    while (ready.status() == 200) {
      ready = get(server.managementPort(), "/readyz");
    }
    return ready;
  }

  @Test
  void isNotReadyAtOnceAndServesOnForTheDelay() throws Exception {
    try (TestServer server =
            TestServer.configure(TestData.model("iris"))
                .withManagement()
                .drain(new DrainConfig(LONG_MS, LONG_MS))
                .start();
        RawClient known = server.connect()) {
      assertThat(get(server.managementPort(), "/startupz").text()).isEqualTo("started");
      assertThat(known.score(BODY).status()).isEqualTo(200);
      Thread stopping = Thread.ofPlatform().start(server::drain);

      assertRefused(awaitNotReady(server), 503, "not_ready")
          .isEqualTo("Not ready to score: the server is stopping.");
      assertThat(get(server.managementPort(), "/readyz?verbose").text())
          .contains("[+]model ok", "[-]not-stopping the server is stopping");
      for (int i = 0; i < 10; i++) {
        Response ofKnown = known.score(BODY);
        assertThat(ofKnown.status()).isEqualTo(200);
        assertThat(ofKnown.header("connection")).isNull();
        assertThat(server.score(BODY).status()).isEqualTo(200);
      }
      assertThat(get(server.managementPort(), "/livez").text()).isEqualTo("live");
      assertThat(get(server.managementPort(), "/startupz").text()).isEqualTo("started");
      assertThat(get(server.port(), "/").text()).isEqualTo("Healthy");

      stopping.interrupt(); // the delay is over
      Response last = known.score(BODY);
      while (last.header("connection") == null) {
        assertThat(last.status()).isEqualTo(200);
        last = known.score(BODY);
      }
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.header("connection")).isEqualTo("close");
      assertThat(known.isClosedByServer()).isTrue();
      stopping.join();
      assertThatThrownBy(server::connect).hasMessageContaining("refused");
      assertThat(get(server.managementPort(), "/livez").text()).isEqualTo("live");
    }
  }

  @Test
  void aCallInFlightIsFinishedAfterTheListenerHasClosed() throws Exception {
    PacedEngine engine = new PacedEngine(0);
    try (TestServer server = engine.serving(8).start();
        RawClient client = server.connect()) {
      engine.hold();
      client.send(PacedEngine.request("[[1]]"));
      engine.awaitRun();
      server.drain();
      assertThatThrownBy(server::connect).hasMessageContaining("refused");
      CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(server::stop);
      engine.letGo();
      Response response = client.read();
      assertThat(response.result()).isEqualTo("[[2.0]]");
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(stopped.get(LONG_MS, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  @Test
  void whatIsNotAnsweredInTimeIsRefusedSoThatItCanBeTriedElsewhere() throws Exception {
    PacedEngine engine = new PacedEngine(0);
    TestServer server = engine.serving(8).drain(new DrainConfig(0, 100)).start();
    try (RawClient stuck = server.connect();
        RawClient waiting = server.connect();
        RawClient sending = server.connect()) {
      engine.holdDeaf();
      stuck.send(PacedEngine.request("[[1]]"));
      engine.awaitRun();
      waiting.send(PacedEngine.request("[[2]]"));
      server.awaitCallsOnInstances(2);
      sending.send(RawClient.scoreHead("Content-Length: 20\r\n") + "{");
      CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(server::stop);
      for (RawClient client : new RawClient[] {stuck, waiting, sending}) {
        Response response = client.read();
        assertRefused(response, 503, "not_ready").isEqualTo("The server is stopping.");
        assertThat(response.header("retry-after")).isEqualTo("1");
        assertThat(response.header("connection")).isEqualTo("close");
      }
      engine.letGo();
      assertThat(stopped.get(LONG_MS, TimeUnit.MILLISECONDS)).as("clean").isFalse();
    }
  }
}
