package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.scoria.auth.Keys;
import io.scoria.config.LogConfig;
import io.scoria.config.LogConfig.Requests;
import io.scoria.log.ServerLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** What the log tells of requests, and what those who run the server can ask of the log. */
@ExtendWith(NoNettyLeaks.class)
class RequestLogIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2], [6.2, 2.8, 4.8, 1.8]]}";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** A server that writes its log into memory. */
  private static final class Logged implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ServerLog log;
    private final TestServer server;

    Logged(Requests requests) {
      this(requests, TestServer.configure(TestData.model("iris")));
    }

    Logged(Requests requests, TestServer.Settings settings) {
      LogConfig config = new LogConfig(LogConfig.Format.JSON, LogConfig.Level.INFO, requests);
      log = ServerLog.start(config, "1.0", out, true);
      server = settings.withManagement().log(log).start();
    }

    List<JsonNode> lines() {
      String text = out.toString(StandardCharsets.UTF_8);
      List<JsonNode> lines = new ArrayList<>();
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> lines.add(json(line)));
      return lines;
    }

    List<JsonNode> requests() {
      return lines().stream()
          .filter(line -> line.path("logger").textValue().equals("io.scoria.request"))
          .toList();
    }

    JsonNode await(Predicate<JsonNode> wanted) {
      long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
      while (System.nanoTime() - endNanos < 0) {
        for (JsonNode line : lines()) {
          if (wanted.test(line)) {
            return line;
          }
        }
        Thread.onSpinWait();
      }
      throw new AssertionError("not in " + lines());
    }

    JsonNode awaitRequest(String id) {
      return await(line -> line.has("status") && line.path("requestId").textValue().equals(id));
    }

    Response admin(String request) {
      try (RawClient client = new RawClient(server.managementPort())) {
        return client.send(request).read();
      }
    }

    Response get(String path) {
      return admin("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }

    Response setLevel(String body) {
      return admin(
          "POST /admin/loggers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }

    @Override
    public void close() {
      server.close();
      log.close();
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  private static String score(String headers, String body) {
    return "POST /score?key=of-the-query HTTP/1.1\r\nHost: t\r\n"
        + headers
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  @Test
  void aScoredRequestIsToldWithItsTimesAndNames() {
    try (Logged logged = new Logged(new Requests.All());
        RawClient client = logged.server.connect()) {
      String headers =
          "x-request-id: one\r\nx-ms-client-request-id: mine\r\ntraceparent: 00-"
              + TRACE
              + "-b7ad6b7169203331-01\r\n";
      Response response = client.send(score(headers, BODY)).read();
      assertThat(response.status()).isEqualTo(200);
      JsonNode line = logged.awaitRequest("one");
      assertThat(line.path("method").textValue()).isEqualTo("POST");
      assertThat(line.path("path").textValue()).isEqualTo("/score");
      assertThat(line.path("status").intValue()).isEqualTo(200);
      assertThat(line.path("clientRequestId").textValue()).isEqualTo("mine");
      assertThat(line.path("traceId").textValue()).isEqualTo(TRACE);
      assertThat(line.path("requestBytes").intValue()).isEqualTo(BODY.length());
      assertThat(line.path("responseBytes").intValue()).isEqualTo(response.text().length());
      assertThat(line.path("batchRows").intValue()).isEqualTo(2);
      assertThat(line.path("version").textValue()).isEqualTo("1.0");
      assertThat(line.path("client").textValue()).isEqualTo("127.0.0.1");
      double duration = line.path("durationMs").doubleValue();
      assertThat(line.path("computeMs").doubleValue()).isPositive().isLessThan(duration);
      assertThat(line.path("queueMs").doubleValue()).isNotNegative().isLessThan(duration);
      assertThat(logged.out.toString(StandardCharsets.UTF_8)).doesNotContain("of-the-query");
    }
  }

  @Test
  void errorsAreToldWhateverIsAskedForOfTheOthers() {
    try (Logged logged = new Logged(new Requests.Errors());
        RawClient client = logged.server.connect()) {
      assertThat(client.send(score("x-request-id: good\r\n", BODY)).read().status()).isEqualTo(200);
      assertThat(client.send(score("x-request-id: bad\r\n", "{")).read().status()).isEqualTo(400);
      JsonNode line = logged.awaitRequest("bad");
      assertThat(line.path("reason").textValue()).isEqualTo("malformed_json");
      assertThat(logged.requests()).hasSize(1);
    }
  }

  @Test
  void aClientThatGoesAwayIsToldAs499() {
    try (Logged logged = new Logged(new Requests.Errors())) {
      try (RawClient client = logged.server.connect()) {
        String whole = score("x-request-id: gone\r\nExpect: 100-continue\r\n", BODY);
        client.send(whole.substring(0, whole.indexOf("\r\n\r\n") + 4));
        assertThat(client.read().status()).isEqualTo(100);
      }
      JsonNode line = logged.awaitRequest("gone");
      assertThat(line.path("status").intValue()).isEqualTo(499);
      assertThat(line.path("clientGone").booleanValue()).isTrue();
    }
  }

  @Test
  void whateverAClientWritesIsOneLine() {
    List<String> texts =
        List.of(
            "a\u0085forged",
            "a\u2028{\"level\":\"ERROR\"}",
            "a\"},{\"level\":\"ERROR",
            "a\\nforged",
            "a%0d%0aforged",
            "\u001b[2J",
            "\u202eforged");
    try (Logged logged = new Logged(new Requests.All())) {
      for (String text : texts) {
        for (String request :
            List.of(
                "GET /" + text + " HTTP/1.1\r\nHost: t\r\n\r\n",
                "POST /score HTTP/1.1\r\nHost: t\r\nx-request-id: " + text + "\r\n\r\n",
                "POST /score HTTP/1.1\r\nHost: t\r\nx-ms-client-request-id: " + text + "\r\n\r\n",
                "POST /score HTTP/1.1\r\nHost: t\r\ntraceparent: " + text + "\r\n\r\n",
                text + " /score HTTP/1.1\r\nHost: t\r\n\r\n")) {
          try (RawClient client = logged.server.connect()) {
            Response answer = client.send(request.getBytes(StandardCharsets.UTF_8)).read();
            assertThat(answer.status()).isBetween(400, 499);
          }
        }
      }
      try (RawClient client = logged.server.connect()) {
        client.send(score("x-request-id: the-last\r\n", BODY)).read();
      }
      logged.awaitRequest("the-last");
      assertThat(logged.requests()).hasSize(5 * texts.size() + 1); // each line was read as JSON
    }
  }

  @Test
  void theLastLinesAreShown() {
    try (Logged logged = new Logged(new Requests.All())) {
      logged.log.notice("of the start");
      logged.log.started();
      for (int i = 0; i < 20; i++) {
        LoggerFactory.getLogger("io.scoria.of.a.Test").warn("number {}", i);
      }
      logged.await(line -> line.path("message").textValue().equals("number 19"));
      Response last = logged.get("/admin/logs?tail=3");
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.header("content-type")).startsWith("text/plain");
      assertThat(last.text().lines().map(line -> json(line).path("message").textValue()))
          .containsExactly("number 17", "number 18", "number 19");
      assertThat(logged.get("/admin/logs").text().lines()).hasSizeGreaterThan(20);
      assertThat(logged.get("/admin/logs?init=true").text())
          .contains("of the start")
          .doesNotContain("number");
      for (String wrong : List.of("tail=-1", "tail=x", "tail=99999999999", "init=yes")) {
        assertRefused(logged.get("/admin/logs?" + wrong), 400, "invalid_request");
      }
    }
  }

  @Test
  void levelsAreChangedWhileItServes() {
    try (Logged logged = new Logged(new Requests.Errors());
        RawClient client = logged.server.connect()) {
      assertThat(logged.get("/admin/loggers").json().path("loggers").toString())
          .contains("{\"logger\":\"io.scoria\",\"level\":\"INFO\",\"own\":true}");
      client.send(score("x-request-id: before\r\n", BODY)).read();
      Response set = logged.setLevel("{\"logger\": \"io.scoria.request\", \"level\": \"debug\"}");
      assertThat(set.status()).isEqualTo(200);
      assertThat(set.text()).contains("\"logger\":\"io.scoria.request\",\"level\":\"DEBUG\"");
      client.send(score("x-request-id: after\r\n", BODY)).read();
      logged.awaitRequest("after");
      assertThat(logged.lines().toString()).doesNotContain("\"before\"");
      for (String wrong :
          List.of(
              "{\"logger\": \"io.scoria\", \"level\": \"LOUD\"}",
              "{\"logger\": \"io.scoria.no.such\", \"level\": \"INFO\"}",
              "{\"level\": \"INFO\"}",
              "{\"logger\": \"io.scoria\", \"levle\": \"INFO\"}")) {
        assertRefused(logged.setLevel(wrong), 400, "invalid_request");
      }
    }
  }

  @Test
  void theLogIsForThoseWhoHaveTheManagementKey() {
    TestServer.Settings settings =
        TestServer.configure(TestData.model("iris"))
            .withManagement(new Keys("mgm-n3VhJ8sLc5Py", null));
    try (Logged logged = new Logged(new Requests.All(), settings)) {
      assertRefused(logged.get("/admin/logs"), 401, "missing_credentials");
      assertRefused(logged.get("/admin/loggers"), 401, "missing_credentials");
      assertRefused(logged.setLevel("{}"), 401, "missing_credentials");
    }
  }
}
