package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests share a connection, and how their bytes may come: RFC 9112. */
@ExtendWith(NoNettyLeaks.class)
class ConnectionsIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String HEALTH = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";

  private static TestServer server;
  private static String result;

  @BeforeAll
  static void start() {
    server = TestServer.serving(TestData.model("iris"));
    result = server.score(BODY).text();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void aChunkedBodyMayBeCutAnywhere(int size) {
    try (RawClient client = server.connect()) {
      client.send(RawClient.scoreHead(CHUNKED));
      for (int from = 0; from < BODY.length(); from += size) {
        client.sendChunk(BODY.substring(from, Math.min(from + size, BODY.length())));
      }
      assertThat(client.send("0\r\n\r\n").read().text()).isEqualTo(result);
      assertThat(client.score(BODY).text()).isEqualTo(result);
    }
  }

  @Test
  void aChunkedBodyMayHaveExtensionsAndTrailers() {
    try (RawClient client = server.connect()) {
      client.send(RawClient.scoreHead(CHUNKED));
      client.send(Integer.toHexString(BODY.length()) + ";name=value\r\n" + BODY + "\r\n");
      assertThat(client.send("0\r\nX-Checksum: 1\r\n\r\n").read().text()).isEqualTo(result);
      assertThat(client.score(BODY).text()).isEqualTo(result);
    }
  }

  @Test
  void everyByteOfARequestMayComeByItself() throws InterruptedException {
    try (RawClient client = server.connect()) {
      for (char c : (RawClient.scoreHead(LENGTH) + BODY).toCharArray()) {
        client.send(String.valueOf(c));
        Thread.sleep(1);
      }
      assertThat(client.read().text()).isEqualTo(result);
    }
  }

  @Test
  void aLargeBodyIsReadToItsEnd() {
    String row = ",[5.1,3.4,1.5,0.2]";
    String rows = row.repeat(100_000).substring(1);
    assertThat(server.score("{\"data\":[" + rows + "]}").json().get("result")).hasSize(100_000);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() {
    String good = RawClient.scoreHead(LENGTH) + BODY;
    String bad = RawClient.scoreHead("Content-Length: 1\r\n") + "?";
    try (RawClient client = server.connect()) {
      client.send(good + HEALTH + bad + good + HEALTH.replace("/ ", "/nothing ") + good);
      assertThat(client.read().text()).isEqualTo(result);
      assertThat(client.read().text()).isEqualTo("Healthy");
      assertRefused(client.read(), 400, "malformed_json");
      assertThat(client.read().text()).isEqualTo(result);
      assertRefused(client.read(), 404, "not_found");
      assertThat(client.read().text()).isEqualTo(result);
    }
  }

  @Test
  void manyPipelinedRequestsAreAllAnswered() {
    String good = RawClient.scoreHead(LENGTH) + BODY;
    try (RawClient client = server.connect()) {
      client.send(good.repeat(500));
      for (int i = 0; i < 500; i++) {
        assertThat(client.read().text()).isEqualTo(result);
      }
    }
  }

  @Test
  void aClientThatWaitsFor100ContinueGetsItAndThenItsAnswer() {
    try (RawClient client = server.connect()) {
      client.send(RawClient.scoreHead(LENGTH + "Expect: 100-continue\r\n"));
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.send(BODY).read().text()).isEqualTo(result);
      assertThat(client.score(BODY).text()).isEqualTo(result);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/score, application/json, 104857601, 413, body_too_large",
    "/score, text/plain, 10, 415, unsupported_media_type",
    "/nothing, application/json, 10, 404, not_found",
    "/, application/json, 10, 405, method_not_allowed"
  })
  void aClientThatWaitsFor100ContinueIsRefusedStraightAway(
      String path, String type, long length, int status, String code) {
    String head =
        "POST %s HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, type, length);
    try (RawClient client = server.connect()) {
      Response response = client.send(head).read();
      assertRefused(response, status, code);
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void http10IsAnsweredAndClosed() {
    try (RawClient client = server.connect()) {
      Response response = client.send("GET / HTTP/1.0\r\n\r\n").read();
      assertThat(response.text()).isEqualTo("Healthy");
      assertThat(response.header("connection")).isNotEqualTo("keep-alive");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void http10WithKeepAliveGoesOn() {
    String score = "POST /score HTTP/1.0\r\nConnection: keep-alive\r\n" + LENGTH + "\r\n" + BODY;
    try (RawClient client = server.connect()) {
      for (int i = 0; i < 2; i++) {
        Response response = client.send(score).read();
        assertThat(response.text()).isEqualTo(result);
        assertThat(response.header("connection")).isEqualTo("keep-alive");
      }
    }
  }

  @Test
  void aRequestThatAsksForItIsTheLastOfItsConnection() {
    try (RawClient client = server.connect()) {
      client.send(RawClient.scoreHead(LENGTH + "Connection: close\r\n") + BODY);
      Response response = client.read();
      assertThat(response.text()).isEqualTo(result);
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void headIsAnsweredLikeGetWithoutTheBody() {
    try (RawClient client = server.connect()) {
      Response response = client.send("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n").readHeadOnly();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("content-length")).isEqualTo("7");
      assertThat(client.score(BODY).text()).isEqualTo(result);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/score?trace=1",
        "http://test/score",
        "http://test:80/score?x=/",
        "HTTP://TEST/score"
      })
  void theTargetMayBeAbsoluteAndHaveAQuery(String target) {
    String request = "POST " + target + " HTTP/1.1\r\nHost: test\r\n" + LENGTH + "\r\n" + BODY;
    try (RawClient client = server.connect()) {
      assertThat(client.send(request).read().text()).isEqualTo(result);
    }
  }

  @Test
  void anAbsoluteTargetWithoutAPathIsTheRoot() {
    try (RawClient client = server.connect()) {
      client.send("GET http://test HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(client.read().text()).isEqualTo("Healthy");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n\r\n",
        "GET\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
        "GET / HTTP/3.0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / FTP/1.1\r\n\r\n",
        "POST /score HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /score HTTP/1.1\r\nContent-Length: 1e3\r\n\r\n",
        "POST /score HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /score HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /score HTTP/1.1\r\nHost : t\r\n\r\n",
        "POST /score HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\nHost: t\n\n",
        "POST /score HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /score HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        "POST /score HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc"
      })
  void whatIsNotHttpIs400AndCloses(String bytes) {
    try (RawClient client = server.connect()) {
      Response response = client.send(bytes).read();
      assertRefused(response, 400, "bad_request");
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  /** RFC 9112, section 6.3: what frames a body in two ways may be an attack, so nothing follows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: chunked, gzip\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
      })
  void aBodyOfDoubtfulLengthIsTheLastOfItsConnection(String headers) {
    String hidden = "GET /hidden HTTP/1.1\r\nHost: t\r\n\r\n";
    String chunks = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";
    try (RawClient client = server.connect()) {
      Response response = client.send(RawClient.scoreHead(headers) + chunks + hidden).read();
      assertThat(response.status()).as("%s", response).isIn(200, 400, 411, 501);
      assertThat(response.header("connection")).as("%s", response).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aRefusedBodyDoesNotRunIntoTheNextRequest() {
    for (String headers : List.of(CHUNKED, "Content-Length: 10\r\n")) {
      String body = headers.equals(CHUNKED) ? "a\r\n0123456789\r\n0\r\n\r\n" : "0123456789";
      try (RawClient client = server.connect()) {
        client.send("POST /nothing HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n" + body + HEALTH);
        assertRefused(client.read(), 404, "not_found");
        assertThat(client.read().text()).isEqualTo("Healthy");
      }
    }
  }
}
