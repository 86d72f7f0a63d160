package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are refused by their head, whatever their body. */
@ExtendWith(NoNettyLeaks.class)
class RefusedHeadsIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final int MAX_BODY_BYTES = 1000;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.configure(TestData.model("iris")).maxBodyBytes(MAX_BODY_BYTES).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/score/", "/Score", "/score/x", "//score", "/%73core", "/livez"})
  void aPathThatIsNotThereIs404(String path) {
    assertRefused(exchange("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n"), 404, "not_found");
    assertRefused(exchange(post(path, LENGTH) + BODY), 404, "not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /score, 'OPTIONS, POST'",
    "HEAD, /score, 'OPTIONS, POST'",
    "PUT, /score, 'OPTIONS, POST'",
    "DELETE, /score, 'OPTIONS, POST'",
    "options, /score, 'OPTIONS, POST'",
    "post, /score, 'OPTIONS, POST'",
    "BREW, /score, 'OPTIONS, POST'",
    "POST, /, 'GET, HEAD, OPTIONS'",
    "PUT, /, 'GET, HEAD, OPTIONS'"
  })
  void aMethodThatThePathDoesNotAnswerIs405WithThoseThatItDoes(
      String method, String path, String allowed) {
    String request = method + " " + path + " HTTP/1.1\r\nHost: t\r\n" + LENGTH + "\r\n" + BODY;
    try (RawClient client = server.connect()) {
      client.send(request);
      if (method.equals("HEAD")) {
        Response response = client.readHeadOnly();
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("allow")).isEqualTo(allowed);
      } else {
        Response response = client.read();
        assertRefused(response, 405, "method_not_allowed").contains(allowed);
        assertThat(response.header("allow")).isEqualTo(allowed);
      }
      assertThat(client.score(BODY).status()).isEqualTo(200);
    }
  }

  @Test
  void aPostWithoutALengthIs411() {
    assertRefused(exchange(post("/score", JSON)), 411, "length_required")
        .contains("Content-Length");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain",
        "Content-Type: application/jsonp",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: application/json; charset=iso-8859-1",
        "Content-Type: ",
        "Content-Type: application/json\r\nContent-Type: text/plain"
      })
  void aBodyThatIsNotPlainJsonIs415(String headers) {
    Response response = exchange(post("/score", headers + "\r\n" + LENGTH) + BODY);
    assertRefused(response, 415, "unsupported_media_type").contains("not supported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Type: application/json\r\n",
        "content-type: Application/JSON;charset=\"UTF-8\"\r\n",
        "Content-Type: application/json\r\nContent-Encoding: identity\r\n"
      })
  void aBodyThatIsJsonOrSaysNothingOfItselfIsScored(String headers) {
    Response response = exchange(post("/score", headers + LENGTH) + BODY);
    assertThat(response.status()).as("%s", response).isEqualTo(200);
  }

  @Test
  void aBodyDeclaredTooLargeIs413AndItsConnectionGoesOn() {
    String body = " ".repeat(MAX_BODY_BYTES + 1 - BODY.length()) + BODY;
    Response response = exchange(post("/score", JSON + "Content-Length: 1001\r\n") + body);
    assertRefused(response, 413, "body_too_large").contains("1000 bytes");
    assertThat(response.header("connection")).isNull();
  }

  @Test
  void aBodyOfExactlyTheLimitIsScored() {
    String body = " ".repeat(MAX_BODY_BYTES - BODY.length()) + BODY;
    assertThat(exchange(post("/score", JSON + "Content-Length: 1000\r\n") + body).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"104857601", "9223372036854775807"})
  void aBodyDeclaredHugeIs413BeforeAnyOfItIsSent(String length) {
    try (TestServer byDefault = TestServer.serving(TestData.model("iris"));
        RawClient client = byDefault.connect()) {
      client.send(post("/score", JSON + "Content-Length: " + length + "\r\n"));
      Response response = client.read();
      assertRefused(response, 413, "body_too_large").contains("104857600 bytes");
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aChunkedBodyThatPassesTheLimitIs413AndCloses() {
    try (RawClient client = server.connect()) {
      client.send(post("/score", JSON + "Transfer-Encoding: chunked\r\n"));
      for (int i = 0; i < 11; i++) {
        client.sendChunk(" ".repeat(100));
      }
      Response response = client.read();
      assertRefused(response, 413, "body_too_large").contains("1000 bytes");
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aRequestLineTooLongIs414AndCloses() {
    assertClosedAfter(
        "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: t\r\n\r\n", 414, "uri_too_long");
  }

  @Test
  void headersTooLongAre431AndClose() {
    String one = "X-Long: " + "a".repeat(17_000) + "\r\n";
    assertClosedAfter(post("/score", one + LENGTH) + BODY, 431, "headers_too_large");
    String many = "X-Many: 0123456789\r\n".repeat(1000);
    assertClosedAfter(post("/score", many + LENGTH) + BODY, 431, "headers_too_large");
  }

  @Test
  void anExpectationOtherThan100ContinueIs417() {
    assertRefused(
        exchange(post("/score", "Expect: miracles\r\n" + LENGTH) + BODY),
        417,
        "expectation_failed");
  }

  private static void assertClosedAfter(String request, int status, String code) {
    try (RawClient client = server.connect()) {
      Response response = client.send(request).read();
      assertRefused(response, status, code);
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  private static String post(String path, String headerLines) {
    return "POST " + path + " HTTP/1.1\r\nHost: t\r\n" + headerLines + "\r\n";
  }

  /** Sends a request, and then a good one over the same connection; gives the first response. */
  private static Response exchange(String request) {
    try (RawClient client = server.connect()) {
      Response response = client.send(request).read();
      assertThat(client.score(BODY).status()).isEqualTo(200);
      return response;
    }
  }
}
