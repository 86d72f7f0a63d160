package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.scoria.auth.GivenKeys;
import io.scoria.auth.Keys;
import io.scoria.auth.LiveKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page in a browser on the machine of whoever runs the server reaches its management port, and is
 * let at no key: not by a request of its own (CSRF), nor by a name that leads here (DNS rebinding).
 * And the server fetches nothing because a client named it (row H9, SSRF).
 */
@ExtendWith(NoNettyLeaks.class)
class BrowserAttacksIT {
  private static final String KEY = "one-q7WmZ4tRb9Kx";
  private static final String REGENERATE = "{\"keyType\": \"Primary\"}";

  private LiveKeys keys;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    keys = LiveKeys.open(new GivenKeys(new Keys(KEY, null), "the test"));
    server = TestServer.configure(TestData.model("iris")).keys(keys).withManagement().start();
  }

  @AfterEach
  void stop() {
    server.close();
    keys.close();
  }

  private Response get(String headers) {
    try (RawClient client = new RawClient(server.managementPort())) {
      return client.send("GET /admin/keys HTTP/1.1\r\n" + headers + "\r\n").read();
    }
  }

  private Response post(String headers, String body) {
    try (RawClient client = new RawClient(server.managementPort())) {
      String length = "Content-Length: " + body.length() + "\r\n\r\n";
      String line = "POST /admin/keys/regenerate HTTP/1.1\r\n";
      return client.send(line + headers + length + body).read();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: attacker.example\r\n",
        "Host: attacker.example:8081\r\n",
        "Host: 127.0.0.1.attacker.example\r\n",
        "Host: localhost.attacker.example\r\n",
        "Host: 10.0.0.1\r\n",
        "Host: [fe80::1]:80\r\n",
        "Host: \r\n",
        "Host: 127.0.0.1\r\nOrigin: http://attacker.example\r\n",
        "Host: 127.0.0.1\r\nOrigin: null\r\n",
        "Host: 127.0.0.1\r\nSec-Fetch-Site: cross-site\r\n",
        "Host: 127.0.0.1\r\nSec-Fetch-Site: same-site\r\n"
      })
  void aPageGetsNoKeyAndChangesNone(String headers) {
    assertRefused(get(headers), 403, "foreign_origin").doesNotContain(KEY);
    assertRefused(
        post(headers + "Content-Type: application/json\r\n", REGENERATE), 403, "foreign_origin");
    assertThat(keys.keys().primary()).isEqualTo(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: multipart/form-data; boundary=x\r\n",
        ""
      })
  void whatAFormCanSendWithoutAskingIsNotTaken(String type) {
    assertRefused(post("Host: 127.0.0.1\r\n" + type, REGENERATE), 415, "unsupported_media_type");
    assertThat(keys.keys().primary()).isEqualTo(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.1:9", "localhost", "LOCALHOST:80", "[::1]:80"})
  void whoeverAsksByANameOfThisMachineIsAnswered(String host) {
    assertThat(get("Host: " + host + "\r\n").status()).isEqualTo(200);
    assertThat(
            post("Host: " + host + "\r\nContent-Type: application/json\r\n", REGENERATE).status())
        .isEqualTo(200);
  }

  @Test
  void nothingIsFetchedBecauseAClientNamedIt() throws IOException {
    AtomicInteger hits = new AtomicInteger();
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer canary = HttpServer.create(free, 0);
    canary.createContext("/", exchange -> hits.incrementAndGet());
    canary.start();
    String url = "http://127.0.0.1:" + canary.getAddress().getPort() + "/x";
    StringBuilder lines =
        new StringBuilder("Authorization: Bearer " + KEY + "\r\nHost: 127.0.0.1\r\n");
    for (String name :
        List.of("Referer", "X-Forwarded-Host", "Forwarded", "Link", "Callback", "X-Original-URL")) {
      lines.append(name).append(": ").append(url).append("\r\n");
    }
    String headers = lines.toString();
    try {
      String[] bodies = {
        "{\"data\": [\"" + url + "\"]}",
        "{\"data\": [[5.1, 3.4, 1.5, 0.2]], \"url\": \"" + url + "\"}",
        "{\"model_url\": \"%s\", \"$ref\": \"%s\", \"jku\": \"%s\"}".formatted(url, url, url)
      };
      for (String body : bodies) {
        send(server.port(), "POST " + url, headers, "application/json", body);
        send(server.port(), "POST /score?url=" + url, headers, "application/json", body);
        send(server.port(), "POST /score", headers, "text/uri-list", url);
        send(server.managementPort(), "POST /docs/api/score", headers, "application/json", body);
        send(
            server.managementPort(),
            "POST /admin/keys/regenerate",
            headers,
            "application/json",
            "{\"keyType\": \"Primary\", \"keyValue\": \"" + url + " " + url + "\"}");
      }
      send(server.port(), "CONNECT " + url.substring(7), headers, "text/plain", "x");
      send(server.port(), "GET /swagger.json?url=" + url, headers, "text/plain", "x");
      send(server.managementPort(), "GET /docs?url=" + url, headers, "text/plain", "x");
    } finally {
      canary.stop(0);
    }
    assertThat(hits).hasValue(0);
    assertThat(keys.keys().primary()).isEqualTo(KEY);
  }

  private static void send(int port, String line, String headers, String type, String body) {
    try (RawClient client = new RawClient(port)) {
      String framing =
          "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
      assertThat(client.send(line + " HTTP/1.1\r\n" + headers + framing + body).read().status())
          .isLessThan(500);
    }
  }
}
