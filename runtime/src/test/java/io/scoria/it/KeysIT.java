package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Either key lets a client score; nothing else does. */
@ExtendWith(NoNettyLeaks.class)
class KeysIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  private static TestServer server;

  @BeforeAll
  static void start() {
    Keys keys = new Keys("the-primary-key", "the-secondary-key");
    server = TestServer.configure(TestData.model("iris")).keys(keys).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer the-primary-key\r\n",
        "Authorization: Bearer the-secondary-key\r\n",
        "authorization: bearer   the-primary-key  \r\n"
      })
  void aRightKeyScores(String header) {
    assertThat(score(header).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Authorization: the-primary-key\r\n",
        "Authorization: Basic dGhlLXByaW1hcnkta2V5\r\n",
        "Authorization: Bearer\r\n",
        "Authorization: Bearer the-primary-key\r\nAuthorization: Bearer the-primary-key\r\n"
      })
  void aRequestWithoutOneBearerKeyIs401(String header) {
    assertDenied(score(header), "missing_credentials");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the-primary-ke",
        "the-primary-key2",
        "The-Primary-Key",
        "the-primary-key,the-secondary-key",
        "wrong"
      })
  void aWrongKeyIs401(String key) {
    assertDenied(score("Authorization: Bearer " + key + "\r\n"), "invalid_key");
  }

  /** Row K1: what stands in a URL stands in the logs of everything on the way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /score?key=the-primary-key HTTP/1.1\r\n",
        "POST /score?access_token=the-primary-key HTTP/1.1\r\n",
        "POST /score?Authorization=Bearer%20the-primary-key HTTP/1.1\r\n",
        "POST /score HTTP/1.1\r\nX-Api-Key: the-primary-key\r\n",
        "POST /score HTTP/1.1\r\nCookie: Authorization=Bearer the-primary-key\r\n",
        "POST /score HTTP/1.1\r\nProxy-Authorization: Bearer the-primary-key\r\n"
      })
  void aKeyAnywhereElseThanInItsHeaderIs401(String head) {
    try (RawClient client = server.connect()) {
      String rest = "Host: t\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
      assertDenied(client.send(head + rest).read(), "missing_credentials");
    }
  }

  @Test
  void healthNeedsNoKey() {
    try (RawClient client = server.connect()) {
      assertThat(client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n").read().text())
          .isEqualTo("Healthy");
    }
  }

  @Test
  void aRequestWithoutAKeyIsRefusedBeforeAnythingElseIsSaidOfIt() {
    try (RawClient client = server.connect()) {
      String head = "POST /score HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n\r\n";
      assertDenied(client.send(head).read(), "missing_credentials");
    }
  }

  private static void assertDenied(Response response, String code) {
    assertRefused(response, 401, code).doesNotContain("the-primary-key", "the-secondary-key");
    assertThat(response.header("www-authenticate")).isEqualTo("Bearer");
    assertThat(response.header("connection")).isNull();
  }

  /** Sends a request, and then one with a right key over the same connection. */
  private static Response score(String header) {
    try (RawClient client = server.connect()) {
      Response response = score(client, header);
      assertThat(score(client, "Authorization: Bearer the-primary-key\r\n").status())
          .isEqualTo(200);
      return response;
    }
  }

  private static Response score(RawClient client, String header) {
    String length = "Content-Length: " + BODY.length() + "\r\n";
    return client.send(RawClient.scoreHead(header + length) + BODY).read();
  }
}
