package io.scoria.auth.token.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.scoria.auth.token.VerificationKey;
import io.scoria.auth.token.jwk.Jwk;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching an issuer's keys from a server that is out of order, or worse. */
class HttpKeySourceIT {
  private static final String DISCOVERY = "/t/.well-known/openid-configuration";

  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private String base;
  private HttpKeySource source;
  private volatile int status = 200;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    source = source(Optional.empty());
    answers.put(DISCOVERY, discovery(base + "/t", base + "/keys"));
    answers.put("/keys", keys());
  }

  private HttpKeySource source(Optional<URI> keys) {
    URI issuer = URI.create(base + "/t");
    return new HttpKeySource(
        new TokenConfig.Outside(
            Optional.of(issuer),
            keys,
            List.of(issuer.toString()),
            List.of("a"),
            List.of(),
            List.of()));
  }

  private static byte[] discovery(String issuer, String keys) {
    return "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}"
        .formatted(issuer, keys)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] keys() throws Exception {
    var open = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    return Jwk.set(List.of(new VerificationKey("k", "EdDSA", open)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    byte[] body = answers.get(path);
    try (exchange) {
      exchange.getResponseHeaders().add("Location", base + "/elsewhere");
      exchange.sendResponseHeaders(body == null ? 404 : status, 0);
      if (body != null) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @AfterEach
  void stop() {
    source.close();
    server.stop(0);
  }

  @Test
  void keysAreDiscovered() throws Exception {
    assertThat(source.fetch()).extracting(VerificationKey::id).containsExactly("k");
    assertThat(asked).containsExactly(DISCOVERY, "/keys");
  }

  @Test
  void keysAtAGivenAddressAreNotDiscovered() throws Exception {
    try (HttpKeySource given = source(Optional.of(URI.create(base + "/keys")))) {
      assertThat(given.fetch()).hasSize(1);
    }
    assertThat(asked).containsExactly("/keys");
  }

  /** J5. */
  @Test
  void aSetOfTenMegabytesIsRefused() {
    answers.put("/keys", new byte[10 << 20]);
    assertThatThrownBy(source::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(base + "/keys: ");
    byte[] spaces = " ".repeat(BoundedGet.MAX_BODY_BYTES).getBytes(StandardCharsets.UTF_8);
    answers.put("/keys", spaces); // as much as is taken, and then no JSON
    assertThatThrownBy(source::fetch).hasMessageContaining("not a JSON object");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 404, 500, 503, 204})
  void anAnswerThatIsNot200IsRefusedAndNoRedirectFollowed(int other) {
    status = other;
    assertThatThrownBy(source::fetch).hasMessageContaining("the answer was " + other);
    assertThat(asked).doesNotContain("/elsewhere");
  }

  @Test
  void theDocumentOfAnotherIssuerIsRefused() {
    for (String other : List.of(base + "/t/", base, "https://evil.example", "")) {
      answers.put(DISCOVERY, discovery(other, base + "/keys"));
      assertThatThrownBy(source::fetch).hasMessageContaining("it is of the issuer");
    }
    assertThat(asked).doesNotContain("/keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "http://10.0.0.1/keys",
        "/keys",
        "",
        "not a url",
        "https://user@host.example/keys"
      })
  void keysAtAnAddressThatIsNotSafeAreNotFetched(String address) {
    answers.put(DISCOVERY, discovery(base + "/t", address));
    assertThatThrownBy(source::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("jwks_uri");
    assertThat(asked).containsExactly(DISCOVERY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "[]", "{", "{\"keys\": []}"})
  void whatIsNoSetIsRefused(String text) {
    answers.put("/keys", text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(source::fetch).hasMessageContaining(base + "/keys: ");
  }

  @Test
  void aServerThatIsGoneIsSaidToBe() {
    server.stop(0);
    assertThatThrownBy(source::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no connection");
  }
}
