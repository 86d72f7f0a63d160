package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Heads that are too long, too many or of what no head has: refused, closed, and soon forgotten.
 */
@ExtendWith(NoNettyLeaks.class)
class H5HeadLimitsIT {
  private static final String HOST = "Host: t\r\n";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.serving(TestData.model("iris"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertClosedAfter(String request, int status, String code) {
    try (RawClient client = server.connect()) {
      Response response = client.sendWhatIsTaken(request).read();
      assertRefused(response, status, code);
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
    try (RawClient next = server.connect()) {
      assertThat(next.send("GET / HTTP/1.1\r\n" + HOST + "\r\n").read().status()).isEqualTo(200);
    }
  }

  @Test
  void aLineOfAMegabyteIs414() {
    String path = "/" + "a".repeat(1 << 20);
    assertClosedAfter("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n", 414, "uri_too_long");
    assertClosedAfter("GET " + path, 414, "uri_too_long"); // nor does it have to end
    assertClosedAfter("a".repeat(1 << 20), 414, "uri_too_long");
  }

  @Test
  void tenThousandHeadersAre431() {
    String line = "GET / HTTP/1.1\r\n" + HOST;
    assertClosedAfter(line + "a: b\r\n".repeat(10_000) + "\r\n", 431, "headers_too_large");
    assertClosedAfter(line + "a: b\r\n".repeat(10_000), 431, "headers_too_large");
  }

  @Test
  void moreThanAHundredHeadersAre431AndAHundredAreRead() {
    String line = "GET / HTTP/1.1\r\n" + HOST;
    assertClosedAfter(line + "a: b\r\n".repeat(100) + "\r\n", 431, "headers_too_large");
    try (RawClient client = server.connect()) {
      client.send(line + "a: b\r\n".repeat(99) + "\r\n");
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  @Test
  void aHeaderOfAMegabyteIs431() {
    String begin = "GET / HTTP/1.1\r\n" + HOST + "a: ";
    assertClosedAfter(begin + "b".repeat(1 << 20), 431, "headers_too_large");
    assertClosedAfter("GET / HTTP/1.1\r\n" + HOST + "a".repeat(1 << 20), 431, "headers_too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b\u0000c\r\n",
        "a\u0000: b\r\n",
        "a: b\r\n folded\r\n",
        "a: b\r\n\tfolded\r\n",
        " a: b\r\n",
        "a : b\r\n",
        ": b\r\n",
        "a\r\n",
        "a: b\u0007\r\n",
        "a: \u001b[31m\r\n"
      })
  void whatNoHeaderHoldsIs400(String header) {
    assertClosedAfter("GET / HTTP/1.1\r\n" + HOST + header + "\r\n", 400, "bad_request");
  }

  /** No program of the kind is behind this server that has its names in its environment. */
  @Test
  void anUnderscoreInANameIsReadAsItIs() {
    try (RawClient client = server.connect()) {
      client.send("GET / HTTP/1.1\r\n" + HOST + "x_y: z\r\nContent_Length: 5\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
      client.send("OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  @Test
  void trailersAndExtensionsWithoutEndAre400() {
    String chunked = RawClient.scoreHead("Transfer-Encoding: chunked\r\n");
    assertClosedAfter(chunked + "0\r\n" + "a: b\r\n".repeat(10_000), 400, "bad_request");
    assertClosedAfter(chunked + "1;" + "a".repeat(10_000), 400, "bad_request");
    assertClosedAfter(
        chunked + ("1;" + "a".repeat(4000) + "\r\n \r\n").repeat(20), 400, "bad_request");
  }

  @Test
  void aFormOfManyFieldsIsNotRead() {
    String form = "a=b&".repeat(100_000);
    try (RawClient client = server.connect()) {
      client.send(
          "POST /score HTTP/1.1\r\n"
              + HOST
              + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
              + form.length()
              + "\r\n\r\n"
              + form);
      assertRefused(client.read(), 415, "unsupported_media_type");
      assertThat(client.score("{\"data\": [[5.1, 3.4, 1.5, 0.2]]}").status()).isEqualTo(200);
    }
  }

  @Test
  void nothingOfTheServerIsToldOfAPathThatWouldLeaveItsFolder() {
    for (String path :
        List.of(
            "/../../etc/passwd",
            "/..%2f..%2fetc%2fpasswd",
            "/%252e%252e/%00",
            "/swagger.json/../../x")) {
      try (RawClient client = server.connect()) {
        client.send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
        assertRefused(client.read(), 404, "not_found").doesNotContain("passwd");
      }
    }
  }
}
