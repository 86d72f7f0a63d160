package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Authenticator;
import io.scoria.server.Access;
import io.scoria.server.ScoriaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is answered while the model loads, and once it can score. */
@ExtendWith(NoNettyLeaks.class)
class NotReadyIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  @Test
  void untilTheModelCanScoreHealthAndScoringAre503() throws Exception {
    int port = freePort();
    List<String> steps = new ArrayList<>();
    // The server tells each step from the thread that starts it, so it waits while this asks.
    ScoriaServer server =
        ScoriaServer.start(
            TestServer.configure(TestData.model("iris")).config(port),
            Access.of(Authenticator.NONE),
            step -> {
              steps.add(step);
              assertNotReady(port);
            });
    try {
      assertThat(steps).hasSizeGreaterThan(2);
      assertThat(get(port, "/").text()).isEqualTo("Healthy");
      assertThat(get(port, "/").header("retry-after")).isNull();
    } finally {
      assertThat(server.stop()).isTrue();
    }
  }

  @Test
  void theManagementPortTellsLiveFromReady() {
    try (TestServer server =
        TestServer.configure(TestData.model("iris")).withManagement().start()) {
      assertThat(get(server.managementPort(), "/livez").text()).isEqualTo("live");
      assertThat(get(server.managementPort(), "/readyz").text()).isEqualTo("ready");
      assertRefused(get(server.managementPort(), "/"), 404, "not_found");
      assertRefused(get(server.managementPort(), "/score"), 404, "not_found");
      assertRefused(get(server.port(), "/readyz"), 404, "not_found");
    }
  }

  private static void assertNotReady(int port) {
    Response health = get(port, "/");
    assertRefused(health, 503, "not_ready");
    assertThat(health.header("retry-after")).isEqualTo("1");
    try (RawClient client = new RawClient(port)) {
      Response score = client.score(BODY);
      assertRefused(score, 503, "not_ready");
      assertThat(score.header("retry-after")).isEqualTo("1");
      assertThat(client.score(BODY).status()).isEqualTo(503);
    }
  }

  private static Response get(int port, String path) {
    try (RawClient client = new RawClient(port)) {
      return client.send("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n").read();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
