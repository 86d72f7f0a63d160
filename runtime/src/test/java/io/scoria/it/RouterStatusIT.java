package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same service at the paths of a router, which has statuses of its own. */
@ExtendWith(NoNettyLeaks.class)
class RouterStatusIT {
  private static final int TIMEOUT_MS = 100;
  private static final String PATH = "POST /api/v1/service/ml-service/score ";

  private static String routed(String request) {
    return request.replace("POST /score ", PATH);
  }

  @Test
  void aModelScoresAndADeadlineThatPassesIs504() {
    PacedEngine engine = new PacedEngine(0);
    try (TestServer server = engine.serving(8).start();
        RawClient client = server.connect()) {
      assertThat(client.send(routed(PacedEngine.request("[[4]]"))).read().result())
          .isEqualTo("[[8.0]]");
      engine.hold();
      client.send(routed(PacedEngine.request("[[1]]", TIMEOUT_MS)));
      Response late = client.read();
      assertRefused(late, 504, "deadline_exceeded");
      assertThat(late.header("x-request-id")).hasSize(36);
      engine.letGo();
    }
  }

  @Test
  void aServiceOfAnotherNameIs404() {
    try (TestServer server = TestServer.serving(TestData.model("iris"));
        RawClient client = server.connect()) {
      String request =
          "POST /api/v1/service/other/score HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n";
      assertRefused(client.send(request + "\r\n{}").read(), 404, "not_found")
          .isEqualTo("The service 'other' is not served here.");
      String body = "{\"data\": [[1, 2, 3]]}";
      String bad = PATH + "HTTP/1.1\r\nHost: t\r\nContent-Length: " + body.length() + "\r\n\r\n";
      assertRefused(client.send(bad + body).read(), 400, "wrong_shape");
    }
  }
}
