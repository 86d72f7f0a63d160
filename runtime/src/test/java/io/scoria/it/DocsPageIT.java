package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Keys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on the management listener has all that it needs, and sends what people ask it to. */
@ExtendWith(NoNettyLeaks.class)
class DocsPageIT {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]*)\"");
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.configure(TestData.model("iris"))
            .keys(new Keys("the-primary-key", "the-secondary-key"))
            .withManagement()
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Response get(String target) {
    try (RawClient client = new RawClient(server.managementPort())) {
      return client.send("GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n").read();
    }
  }

  private static Response score(String headers) {
    String head = "POST /docs/api/score HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n";
    try (RawClient client = new RawClient(server.managementPort())) {
      return client
          .send(head + headers + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY)
          .read();
    }
  }

  @Test
  void everythingThatThePageLinksToIsHere() {
    Response page = get("/docs");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
    List<String> links = LINK.matcher(page.text()).results().map(link -> link.group(1)).toList();
    assertThat(links).contains("docs/swagger-ui-bundle.js", "docs/swagger-ui.css", "docs/docs.js");
    for (String link : links) {
      URI target = URI.create("/docs").resolve(link.startsWith("?") ? "/docs" + link : link);
      assertThat(target.isAbsolute()).as(link).isFalse();
      assertThat(get(target.toString()).status()).as(link).isEqualTo(200);
    }
  }

  @Test
  void eachFileHasItsType() {
    Map<String, String> types =
        Map.of(
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "swagger-ui-bundle.js.LICENSE.txt", "text/plain; charset=utf-8",
            "swagger-ui.css", "text/css; charset=utf-8",
            "docs.js", "text/javascript; charset=utf-8",
            "docs.css", "text/css; charset=utf-8",
            "favicon-32x32.png", "image/png");
    types.forEach((name, type) -> {
      Response file = get("/docs/" + name);
      assertThat(file.status()).as(name).isEqualTo(200);
      assertThat(file.header("content-type")).as(name).isEqualTo(type);
      assertThat(file.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(file.header("cache-control")).isNotNull();
    });
  }

  @Test
  void thePolicyLetsThePageLoadNothingFromElsewhere() {
    String policy = get("/docs").header("content-security-policy");
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
        .contains("style-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(get("/docs").text()).doesNotContain("<style", " style=", "onload", "http");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/index.html",
        "/docs/../pom.xml",
        "/docs/../../../../etc/passwd",
        "/docs/%2e%2e/%2e%2e/etc/passwd",
        "/docs/..%2fDocsPage.class",
        "/docs/swagger-ui/swagger-ui.css",
        "/docs//swagger-ui.css",
        "/docs/swagger-ui.css/"
      })
  void thereIsNothingElseUnderThePage(String target) {
    assertRefused(get(target), 404, "not_found");
  }

  @Test
  void itShowsTheDocumentsOfTheService() {
    for (String version : List.of("2", "3", "3.1")) {
      String query = "/swagger.json?version=" + version;
      try (RawClient client = server.connect()) {
        String scoring = client.send("GET " + query + " HTTP/1.1\r\nHost: t\r\n\r\n").read().text();
        assertThat(get("/docs" + query).text()).isEqualTo(scoring);
        assertThat(get("/docs/api" + query).text()).isEqualTo(scoring);
      }
    }
  }

  @Test
  void whatIsSentFromThePageNeedsAKey() {
    assertRefused(score(""), 401, "missing_credentials");
    assertRefused(score("Authorization: Bearer wrong\r\n"), 401, "invalid_key");
  }

  @Test
  void whatIsSentFromThePageIsScored() {
    Response answer = score("Authorization: Bearer the-secondary-key\r\n");
    try (RawClient client = server.connect()) {
      String head =
          RawClient.scoreHead(
              "Authorization: Bearer the-primary-key\r\nContent-Length: " + BODY.length() + "\r\n");
      Response direct = client.send(head).send(BODY.getBytes(StandardCharsets.UTF_8)).read();
      assertThat(answer.result()).isEqualTo(direct.result());
    }
    assertThat(get("/docs/api/").text()).isEqualTo("Healthy");
  }

  @Test
  void aPageOfAnotherOriginIsNotLetIn() {
    try (RawClient client = new RawClient(server.managementPort())) {
      String origin = "Host: t\r\nOrigin: http://elsewhere\r\n";
      String method = "Access-Control-Request-Method: POST\r\n\r\n";
      client.send("OPTIONS /docs/api/score HTTP/1.1\r\n").send(origin).send(method);
      Response asked = client.read();
      assertThat(asked.header("access-control-allow-origin")).isNull();
    }
    Response answered =
        score("Authorization: Bearer the-primary-key\r\nOrigin: http://elsewhere\r\n");
    assertThat(answered.header("access-control-allow-origin")).isNull();
  }
}
