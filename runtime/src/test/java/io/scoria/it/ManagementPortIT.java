package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.GivenKeys;
import io.scoria.auth.Keys;
import io.scoria.auth.LiveKeys;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row M1 of the security catalogue, a management port in the open: without a key of its own it
 * answers whether the server lives and is ready, and nothing else, not even what there is.
 */
@ExtendWith(NoNettyLeaks.class)
class ManagementPortIT {
  private static final String SCORING = "one-q7WmZ4tRb9Kx";
  private static final String KEY = "mgm-n3VhJ8sLc5Py";

  private static LiveKeys keys;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    keys = LiveKeys.open(new GivenKeys(new Keys(SCORING, null), "the test"));
    server =
        TestServer.configure(TestData.model("iris"))
            .keys(keys)
            .withManagement(new Keys(KEY, null))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    keys.close();
  }

  private static Response ask(String method, String path, String headers) {
    try (RawClient client = new RawClient(server.managementPort())) {
      client.send(method + " " + path + " HTTP/1.1\r\nHost: a.pod\r\n" + headers + "\r\n");
      return method.equals("HEAD") ? client.readHeadOnly() : client.read();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz", "/startupz", "/livez?verbose=1"})
  void probesNeedNoKey(String path) {
    assertThat(ask("GET", path, "").status()).isEqualTo(200);
    assertThat(ask("HEAD", path, "").status()).isEqualTo(200);
  }

  @Test
  void whyAProbeFailsIsForThoseWithTheKey() {
    String verbose = "/readyz?verbose";
    String listed = "[+]event-loops ok\n[+]model ok\n[+]credentials ok\n[+]not-stopping ok\n";
    assertThat(ask("GET", verbose, "Authorization: Bearer " + KEY + "\r\n").text())
        .isEqualTo(listed + "readyz check passed\n");
    assertThat(ask("GET", verbose, "").text()).isEqualTo("ready");
    assertThat(ask("GET", verbose, "Authorization: Bearer " + SCORING + "\r\n").text())
        .isEqualTo("ready");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/admin",
        "/admin/",
        "/admin/models",
        "/admin/keys",
        "/admin/keys/regenerate",
        "/admin/token",
        "/docs",
        "/docs/docs.js",
        "/docs/swagger.json",
        "/docs/swagger-ui.css",
        "/docs/api",
        "/docs/api/score",
        "/docs/api/swagger.json",
        "/metrics",
        "/health",
        "/score",
        "/swagger.json",
        "/nothing-there",
        "/livez/",
        "/livez/../admin/keys",
        "/livez%2f..%2fadmin%2fkeys",
        "//livez",
        "/LIVEZ",
        "http://a.pod/admin/keys"
      })
  void everythingElseDoesWhateverTheMethod(String path) {
    for (String method : new String[] {"GET", "OPTIONS", "DELETE"}) {
      assertDenied(ask(method, path, ""), "missing_credentials");
    }
    assertDenied(ask("POST", path, "Content-Length: 0\r\n"), "missing_credentials");
    assertThat(ask("HEAD", path, "").status()).isEqualTo(401);
    assertDenied(ask("GET", path, "Authorization: Bearer " + SCORING + "\r\n"), "invalid_key");
    String once = "Authorization: Bearer " + KEY + "\r\n";
    assertDenied(ask("GET", path, once + once), "missing_credentials");
  }

  private static void assertDenied(Response response, String code) {
    assertRefused(response, 401, code);
    assertThat(response.header("www-authenticate")).isEqualTo("Bearer");
    assertThat(response.header("allow")).isNull();
  }

  @Test
  void whatIsMissingIsTheManagementKeyAndNotAKeyOfTheService() {
    String bearer = "Authorization: Bearer " + SCORING + "\r\n";
    assertThat(ask("GET", "/admin/keys", "").json().get("message").textValue())
        .isEqualTo(
            "This listener needs the management key: send the header 'Authorization: Bearer KEY'.");
    assertThat(ask("GET", "/admin/keys", bearer).json().get("message").textValue())
        .isEqualTo("The key is not one of the management keys.");
  }

  @Test
  void withTheKeyItAnswersEverything() {
    String key = "Authorization: Bearer " + KEY + "\r\n";
    assertThat(ask("GET", "/admin/models", key).status()).isEqualTo(200);
    assertThat(ask("GET", "/docs/swagger.json", key).status()).isEqualTo(200);
    assertThat(ask("GET", "/admin/keys", key).json().get("primaryKey").textValue())
        .isEqualTo(SCORING);
    assertRefused(ask("GET", "/nothing-there", key), 404, "not_found");
    assertRefused(ask("GET", "/admin/keys?key=" + KEY, ""), 401, "missing_credentials");
  }

  @Test
  void theScoringPortHasNothingOfIt() {
    for (String path : new String[] {"/admin/keys", "/admin/models", "/livez", "/docs"}) {
      try (RawClient client = server.connect()) {
        client.send(
            "GET " + path + " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + KEY + "\r\n\r\n");
        assertRefused(client.read(), 404, "not_found");
      }
    }
  }
}
