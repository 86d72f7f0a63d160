package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.scoria.auth.token.issuer.OwnIssuer;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that the server signs itself. */
@ExtendWith(NoNettyLeaks.class)
class OwnTokensIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String JSON = "Content-Type: application/json\r\n";

  @TempDir private Path folder = Path.of("");
  private OwnIssuer issuer;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    issuer =
        OwnIssuer.start(
            new TokenConfig.Own(
                folder.resolve("token-key.pem"), true, Optional.empty(), "iris", 600),
            InstantSource.system());
    server = TestServer.configure(TestData.model("iris")).withManagement().tokens(issuer).start();
  }

  @AfterEach
  void stop() {
    server.close();
    issuer.close();
  }

  private Response ask(String headers, String body) {
    try (RawClient client = new RawClient(server.managementPort())) {
      String head =
          "POST /admin/token HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Length: %d\r\n\r\n"
              .formatted(headers, body.length());
      return client.send(head + body).read();
    }
  }

  private Response score(String credentials) {
    try (RawClient client = server.connect()) {
      String headers = credentials + "Content-Length: " + BODY.length() + "\r\n";
      return client.send(RawClient.scoreHead(headers) + BODY).read();
    }
  }

  @Test
  void aTokenThatTheManagementListenerGaveScores() {
    long before = Instant.now().getEpochSecond();
    Response issued = ask(JSON, "{\"ttlSeconds\": 100, \"subject\": \"somebody\"}");
    assertThat(issued.status()).isEqualTo(200);
    assertThat(issued.header("cache-control")).isEqualTo("no-store");
    var token = issued.json();
    assertThat(token.fieldNames())
        .toIterable()
        .containsExactly("accessToken", "tokenType", "refreshAfter", "expiryOn");
    assertThat(token.get("tokenType").textValue()).isEqualTo("Bearer");
    long expiry = token.get("expiryOn").longValue();
    assertThat(expiry).isBetween(before + 100, Instant.now().getEpochSecond() + 100);
    assertThat(token.get("refreshAfter").longValue()).isEqualTo(expiry - 20);
    String header = "Authorization: Bearer " + token.get("accessToken").textValue() + "\r\n";
    assertThat(score(header).status()).isEqualTo(200);
    assertRefused(score(""), 401, "missing_credentials");
    assertRefused(score(header.replace(".", ".A")), 401, "invalid_token");
  }

  @Test
  void anEmptyObjectOrNothingGivesATokenOfTheUsualLifetime() {
    for (String body : new String[] {"", "{}"}) {
      long left =
          ask(JSON, body).json().get("expiryOn").longValue() - Instant.now().getEpochSecond();
      assertThat(left).isBetween(500L, 600L);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ttlSeconds\": 59}",
        "{\"ttlSeconds\": 86401}",
        "{\"subject\": \"\"}",
        "{\"subject\": \"a b\"}",
        "{\"ttl\": 100}"
      })
  void whatNoTokenIsGivenForIs400(String body) {
    assertRefused(ask(JSON, body), 400, "invalid_request");
  }

  @Test
  void pagesOfABrowserGetNoToken() {
    assertThat(ask(JSON + "Origin: http://127.0.0.1\r\n", "{}").status()).isEqualTo(403);
    assertThat(ask("Content-Type: text/plain\r\n", "{}").status()).isEqualTo(415);
  }

  @Test
  void theScoringPortGivesNoTokens() {
    try (RawClient client = server.connect()) {
      String head = "POST /admin/token HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n";
      assertThat(client.send(head).read().status()).isEqualTo(404);
    }
  }

  @Test
  void aKeyThatIsReplacedTakesItsTokensBackWhileTheServerRuns() throws Exception {
    Path file = folder.resolve("token-key.pem");
    String first = Files.readString(file);
    String old = bearer();
    assertThat(score(old).status()).isEqualTo(200);

    String second = pem();
    replace(file, second + first);
    String fresh = awaitAnotherKey(old);
    for (int i = 0; i < 20; i++) {
      assertThat(score(old).status()).isEqualTo(200);
      assertThat(score(fresh).status()).isEqualTo(200);
    }

    replace(file, second);
    long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
    while (score(old).status() == 200 && System.nanoTime() - endNanos < 0) {
      assertThat(score(fresh).status()).isEqualTo(200);
    }
    assertRefused(score(old), 401, "invalid_token").contains("a key that its issuer is not known");
    assertThat(score(fresh).status()).isEqualTo(200);
  }

  private String bearer() {
    return "Authorization: Bearer "
        + ask(JSON, "{}").json().get("accessToken").textValue()
        + "\r\n";
  }

  /** The first token by another key than that one. */
  private String awaitAnotherKey(String before) {
    String header = before.substring(0, before.indexOf('.'));
    long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
    String token = bearer();
    while (token.startsWith(header)) {
      assertThat(System.nanoTime() - endNanos).as("the new key is not used").isNegative();
      token = bearer();
    }
    return token;
  }

  private static void replace(Path file, String text) throws IOException {
    Path beside = Files.writeString(file.resolveSibling("new.pem"), text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String pem() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(key));
  }

  /** By another library than the one that signs. */
  @Test
  void othersCheckATokenByTheKeysThatAreShown() throws ParseException, JOSEException {
    try (RawClient client = server.connect()) {
      Response shown = client.send("GET /.well-known/jwks.json HTTP/1.1\r\nHost: t\r\n\r\n").read();
      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.header("cache-control")).isEqualTo("public, max-age=300");
      JWKSet keys = JWKSet.parse(shown.text());
      SignedJWT token = SignedJWT.parse(issuer.sign("somebody").accessToken());
      var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
      assertThat(key.isPrivate()).isFalse();
      assertThat(key.computeThumbprint().toString()).isEqualTo(key.getKeyID());
      assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
      assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("iris");
      assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("scoria");
    }
  }
}
