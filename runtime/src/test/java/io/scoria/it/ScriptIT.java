package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.ScriptConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A script in Python behind the whole server: what its clients see. */
@ExtendWith(NoNettyLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptIT {
  private static final int TIMEOUT_MS = 1500;
  private static final int ATTEMPTS = 1000;
  private static final String ROUTER = "/api/v1/service/ml-service/score";
  private static final String SCRIPT =
      """
      import os
      import time
      from azureml.contrib.services.aml_request import rawhttp
      from azureml.contrib.services.aml_response import AMLResponse

      def init():
          pass

      @rawhttp
      def run(request):
          if request.method == "GET":
              return {"query": dict(request.args)}
          data = request.get_data()
          if data == b"raise":
              raise ValueError("a secret of the script")
          if data == b"sleep":
              time.sleep(60)
          if data == b"die":
              os._exit(9)
          if request.method == "OPTIONS":
              return AMLResponse("", 200, {"X-Own": "yes"})
          if data == b"own 500":
              return AMLResponse("mine", 500)
          if data == b"teapot":
              return AMLResponse("short and stout", 418, {"X-Tea": "oolong"})
          if data == b"stream":
              return (b"x" * 100_000 for _ in range(20))
          if data == b"large":
              return b"y" * 50_000_000
          return {"id": request.headers["X-Request-Id"], "bytes": len(data)}
      """;

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("score.py"), SCRIPT);
    server =
        TestServer.configure(TestData.model("iris"))
            .withoutModel()
            .withManagement()
            .scoringTimeoutMs(TIMEOUT_MS)
            .script(
                new ScriptConfig(
                    file,
                    folder,
                    folder,
                    folder,
                    "/usr/bin/python3",
                    2,
                    false,
                    ScriptConfig.DEFAULT_TIMEOUT_MS,
                    OptionalInt.empty(),
                    Map.of()))
            .start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Response post(String path, String body) {
    try (RawClient client = server.connect()) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "POST %s HTTP/1.1\r\nHost: t\r\nX-Request-Id: r1\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, bytes.length);
      return client.send(head).send(bytes).read();
    }
  }

  @Test
  void theAnswerCarriesTheIdsAndHowLongRunTook() {
    Response response = post("/score", "abc");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("{\"id\": \"r1\", \"bytes\": 3}");
    assertThat(response.header("x-request-id")).isEqualTo("r1");
    assertThat(response.header("x-ms-run-function-failed")).isEqualTo("False");
    assertThat(response.header("x-ms-run-fn-exec-ms")).matches("\\d+\\.\\d{3}");
  }

  @Test
  void aScriptAnswersGetWithItsQuery() {
    try (RawClient client = server.connect()) {
      Response response = client.send("GET /score?a=1&b=x HTTP/1.1\r\nHost: t\r\n\r\n").read();

      assertThat(response.text()).isEqualTo("{\"query\": {\"a\": \"1\", \"b\": \"x\"}}");
    }
  }

  @Test
  void whatRaisesIs500InTheContainerAnd502BehindTheRouterWithoutTheCause() {
    Response container = post("/score", "raise");
    Response router = post(ROUTER, "raise");

    assertRefused(container, 500, "script_failed");
    assertRefused(router, 502, "script_failed");
    assertThat(container.header("x-ms-run-function-failed")).isEqualTo("True");
    assertThat(container.header("x-ms-run-fn-exec-ms")).isNull();
    assertThat(container.text() + router.text()).doesNotContain("secret", "score.py");
  }

  @Test
  void aDeadlineIs500InTheContainerAnd504BehindTheRouter() {
    assertRefused(post("/score", "sleep"), 500, "deadline_exceeded")
        .isEqualTo("Scoring timeout after " + TIMEOUT_MS + " ms");
    assertRefused(post(ROUTER, "sleep"), 504, "deadline_exceeded");
  }

  @Test
  void aWorkerThatDiesFailsItsCallAloneAndIsReplaced() {
    assertRefused(post("/score", "die"), 500, "worker_crashed");
    assertRefused(post(ROUTER, "die"), 502, "worker_crashed");
    assertThat(post("/score", "abc").status()).isEqualTo(200);
  }

  @Test
  void aResponseOfTheScriptPassesWithStatusAndHeaders() {
    Response response = post(ROUTER, "teapot");

    assertThat(response.status()).isEqualTo(418);
    assertThat(response.header("X-Tea")).isEqualTo("oolong");
    assertThat(response.text()).contains("short and stout");
  }

  @Test
  void aRawScriptAnswersOptionsWhereNoKeyIsAskedFor() {
    try (RawClient client = server.connect()) {
      Response response = client.send("OPTIONS /score HTTP/1.1\r\nHost: t\r\n\r\n").read();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("x-own")).isEqualTo("yes");
    }
  }

  @Test
  void aScriptThatAnswersWith500HasFailed() {
    Response response = post("/score", "own 500");

    assertThat(response.text()).isEqualTo("mine");
    assertThat(response.header("x-ms-run-function-failed")).isEqualTo("True");
    assertThat(response.header("x-ms-run-fn-exec-ms")).isNotNull();
    assertThat(post(ROUTER, "own 500").status()).isEqualTo(502);
  }

  @Test
  void aGeneratorIsStreamedAndALargeAnswerIsWhole() {
    assertThat(post("/score", "stream").text()).hasSize(2_000_000);
    assertThat(post("/score", "large").text()).hasSize(50_000_000);
  }

  @Test
  void clientsThatLeaveWhileTheScriptRunsHoldUpNobody() {
    for (int i = 0; i < 2; i++) {
      try (RawClient client = server.connect()) {
        client.send("POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nsleep");
      }
    }
    int status = 0;
    for (int i = 0; i < ATTEMPTS && status != 200; i++) {
      Response response = post("/score", "abc"); // may be refused while both workers sleep
      status = response.status();
      assertThat(status).as("%s", response).isIn(200, 500, 503);
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void theServerSaysThatItIsReady() {
    try (RawClient client = new RawClient(server.managementPort())) {
      assertThat(client.send("GET /readyz HTTP/1.1\r\nHost: t\r\n\r\n").read().text())
          .isEqualTo("ready");
    }
  }
}
