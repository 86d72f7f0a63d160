package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets that are sent to a server in every place where one may be put, by mistake or not, are in
 * none of what it says: answers, what it tells those who run it, its log at its finest, what it
 * prints.
 */
class SecretsInOutputIT {
  private static final String IRIS = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  @TempDir private Path home = Path.of("");

  /**
   * Requests with a secret in each place. A media type and the names in a body are not among them:
   * a refusal tells its sender which of these it does not know.
   */
  private static List<String> requests(String key) {
    String secret = Canaries.next();
    String right = "Authorization: Bearer " + key + "\r\n";
    return List.of(
        post("/score", right, IRIS),
        post("/score", "Authorization: Bearer " + secret + "\r\n", IRIS),
        post("/score", "Authorization: Bearer " + token(secret) + "\r\n", IRIS),
        post("/score", "Authorization: Basic " + secret + "\r\n", IRIS),
        post("/score", "Authorization: " + secret + "\r\n", IRIS),
        post("/score", right + "authorization: Bearer " + secret + "\r\n", IRIS),
        post("/score", "Cookie: key=" + secret + "\r\n", IRIS),
        post("/score?key=" + secret + "&access_token=" + secret, "", IRIS),
        post("/score", right, "{\"data\": [[\"" + secret + "\", 1, 2, 3]]}"),
        post("/score", right, "{\"data\": [[1, 2, 3]] " + secret),
        post("/score", right, secret),
        post("/score", right + "Content-Type: application/octet-stream\r\n", secret),
        post("/score", right + "Expect: " + secret + "\r\n", IRIS),
        post("/score", right + "Transfer-Encoding: " + secret + "\r\n", IRIS),
        "POST /score HTTP/1.1\r\nHost: t\r\n" + right + "Content-Length: " + secret + "\r\n\r\n",
        "POST /score HTTP/1.1\r\nHost: t\r\n" + right + secret + "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + secret + "\r\n\r\n");
  }

  private static String post(String path, String headers, String body) {
    return "POST %s HTTP/1.1\r\nHost: t\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(path, headers, body.length(), body);
  }

  /** Has the form of a token, and names a signer that nobody knows. */
  private static String token(String signature) {
    return "eyJhbGciOiJSUzI1NiIsImtpZCI6Im5vYm9keSJ9.eyJleHAiOjk5OTk5OTk5OTl9." + signature;
  }

  private static void send(int port, String key) {
    for (String request : requests(key)) {
      try (RawClient client = new RawClient(port)) {
        Response response = client.send(request).read();
        assertThat(response.status()).as("%s: %s", request, response).isLessThan(500);
        assertThat(response.headers() + response.text()).doesNotContain(Canaries.MARK);
      }
    }
  }

  @Test
  void noneIsInAnAnswerOrTheLogAtItsFinest() {
    Keys keys = new Keys(Canaries.next(), Canaries.next());
    try (TestServer server =
        TestServer.configure(TestData.model("iris")).keys(keys).withManagement().start()) {
      send(server.port(), keys.primary());
      send(server.managementPort(), keys.primary());
      for (String path : List.of("/admin/models", "/readyz", "/livez", "/metrics", "/docs")) {
        try (RawClient client = new RawClient(server.managementPort())) {
          String get = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
          assertThat(client.send(get).read().text()).doesNotContain(Canaries.MARK);
        }
      }
    }
    assertThat(Canaries.takeTold()).isEmpty();
  }

  @Test
  void noneIsPrintedByAServerThatLogsEverything() throws IOException {
    String key = Canaries.next();
    String finest = getClass().getResource("/logback-trace.xml").toString();
    try (ServerProcess server =
        ServerProcess.in(home)
            .env("SCORIA_PRIMARY_KEY", key)
            .env("SCORIA_SECONDARY_KEY", Canaries.next())
            .jvm("-Dlogback.configurationFile=" + finest)
            .serve(TestData.model("iris"))) {
      send(server.port(), key);
      server.signal("QUIT"); // a dump of its threads
      server.from("Full thread dump", 1);
      server.signal("TERM");
      assertThat(server.exitStatus()).isZero();
      assertThat(server.stdout() + "" + server.stderr())
          .contains("DEBUG")
          .doesNotContain(Canaries.MARK);
    }
    assertThat(Canaries.takeTold()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "azureml"})
  void noneIsInTheServersOwnLogAtItsFinestWithALineForEachRequest(String format) {
    String key = Canaries.next();
    try (ServerProcess server =
        ServerProcess.in(home)
            .env("SCORIA_PRIMARY_KEY", key)
            .env("SCORIA_LOG_FORMAT", format)
            .serve(TestData.model("iris"), "--log-level", "TRACE", "--request-log", "all")) {
      String ready = server.containing("READY http://");
      send(Integer.parseInt(ready.replaceFirst(".*READY http://[^:]+:(\\d+).*", "$1")), key);
      server.signal("TERM");
      assertThat(server.exitStatus()).isZero();
      assertThat(server.stdout()).anyMatch(line -> line.contains("POST /score 200"));
      assertThat(server.stdout() + "" + server.stderr()).doesNotContain(Canaries.MARK);
    }
    assertThat(Canaries.takeTold()).isEmpty();
  }

  @Test
  void noneIsInTheConfigurationThatIsShown() throws IOException {
    Path folder = Files.createDirectories(home.resolve("flowers"));
    Files.copy(TestData.model("iris").resolve("model.onnx"), folder.resolve("model.onnx"));
    Files.writeString(
        folder.resolve("deploymentconfig.json"),
        """
        {"computeType": "aks", "keys": {"primaryKey": "%s", "secondaryKey": "%s"}}
        """
            .formatted(Canaries.next(), Canaries.next()));
    for (String format : List.of("text", "json")) {
      try (ServerProcess shown =
          ServerProcess.in(home)
              .env("SCORIA_PRIMARY_KEY", Canaries.next())
              .env("SCORIA_MANAGEMENT_KEY", Canaries.next())
              .run("config", "show", folder.toString(), "--format", format)) {
        assertThat(shown.exitStatus()).as("%s", shown.stderr()).isZero();
        assertThat(shown.stdout() + "" + shown.stderr())
            .contains("primary-key")
            .doesNotContain(Canaries.MARK);
      }
    }
    assertThat(Canaries.takeTold()).isEmpty();
  }
}
