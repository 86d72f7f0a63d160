package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.token.TokenAuthenticator;
import io.scoria.auth.token.oidc.OutsideIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens of a real OpenID Connect server: login, rotation, outage, clock skew. */
@ExtendWith(NoNettyLeaks.class)
class OpenIdConnectIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final int RETRIES = 300;

  private final OpenIdServer openId = new OpenIdServer();
  private volatile Duration ahead = Duration.ZERO; // of the server's clock
  private final InstantSource clock = () -> Instant.now().plus(ahead);
  private final OutsideIssuer issuer = OutsideIssuer.start(openId.config(), clock);
  private final TestServer server = serving(issuer);

  private TestServer serving(OutsideIssuer trusted) {
    return TestServer.configure(TestData.model("iris"))
        .authenticator(new TokenAuthenticator(trusted.issuers(), clock))
        .start();
  }

  @AfterEach
  void stop() {
    server.close();
    issuer.close();
    openId.close();
  }

  private Response score(String token) {
    return score(server, token);
  }

  private static Response score(TestServer at, String token) {
    try (RawClient client = at.connect()) {
      return score(client, token);
    }
  }

  private static Response score(RawClient client, String token) {
    String headers =
        "Authorization: Bearer " + token + "\r\nContent-Length: " + BODY.length() + "\r\n";
    return client.send(RawClient.scoreHead(headers) + BODY).read();
  }

  private void assertScores(String token) {
    assertThat(score(token).status()).isEqualTo(200);
  }

  @Test
  void aClientThatLoggedInScores() {
    assertScores(openId.login());
    assertScores(openId.login(OpenIdServer.AUDIENCE, Map.of("roles", new String[] {"Scorer"})));
  }

  @Test
  void aTokenForAnotherServiceIs401() {
    Response response = score(openId.login("api://another", Map.of("scp", OpenIdServer.SCOPE)));
    assertRefused(response, 401, "wrong_audience");
    assertThat(response.header("www-authenticate")).contains("invalid_token");
  }

  @Test
  void aTokenThatMayNotScoreIs403() {
    Response response = score(openId.login(OpenIdServer.AUDIENCE, Map.of("scp", "read")));
    assertRefused(response, 403, "insufficient_scope");
    assertThat(response.header("www-authenticate")).contains("insufficient_scope");
  }

  @Test
  void aNewKeyIsTakenAtTheFirstCallAndTheOneBeforeIsRefused() {
    String before = openId.login();
    assertScores(before);
    openId.replaceKey();
    assertScores(openId.login());
    assertRefused(score(before), 401, "invalid_token");
  }

  @Test
  void pipelinedCallsWithANewKeyAreAnsweredInOrder() {
    openId.replaceKey();
    String token = openId.login();
    try (RawClient client = server.connect()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        String headers =
            "Authorization: Bearer %s\r\nx-request-id: r%d\r\nContent-Length: %d\r\n"
                .formatted(token, i, BODY.length());
        all.append(RawClient.scoreHead(headers)).append(BODY);
      }
      client.send(all.toString());
      for (int i = 0; i < 3; i++) {
        Response response = client.read();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("x-request-id")).isEqualTo("r" + i);
      }
    }
  }

  @Test
  void tokensGoOnWhileTheirIssuerIsDown() {
    String known = openId.login();
    String notSeenYet = openId.login();
    assertScores(known);
    openId.stop();
    assertScores(known);
    assertScores(notSeenYet);
    assertRefused(score(withKey("unknown")), 503, "token_keys_unavailable");
    assertScores(known);
  }

  @Test
  void aServerThatStartsWhileTheIssuerIsDownTakesTokensOnceItIsBack() throws Exception {
    String token = openId.login();
    openId.stop();
    try (OutsideIssuer cold = OutsideIssuer.start(openId.config(), clock);
        TestServer started = serving(cold)) {
      Response refused = score(started, token);
      assertRefused(refused, 503, "token_keys_unavailable");
      openId.start();
      int status = refused.status();
      for (int i = 0; i < RETRIES && status == 503; i++) {
        Thread.sleep(100);
        status = score(started, token).status();
      }
      assertThat(status).isEqualTo(200);
    }
  }

  @Test
  void clocksMayDifferByAMinute() {
    String token = openId.login();
    ahead = Duration.ofSeconds(-45);
    assertScores(token);
    ahead = Duration.ofSeconds(-90);
    assertRefused(score(token), 401, "token_not_yet_valid");
    ahead = Duration.ofSeconds(3600 + 30);
    assertScores(token);
    ahead = Duration.ofSeconds(3600 + 61);
    assertRefused(score(token), 401, "token_expired");
  }

  /** J5. */
  @Test
  void aStormOfUnknownKeyIdsHasTheIssuerAskedOnce() {
    InstantSource still = InstantSource.fixed(Instant.now());
    try (OutsideIssuer trusted = OutsideIssuer.start(openId.config(), still);
        TestServer stormed = serving(trusted);
        RawClient client = stormed.connect()) {
      String good = openId.login();
      assertThat(score(client, good).status()).isEqualTo(200);
      openId.keysAsked();
      for (int i = 0; i < 10_000; i++) {
        assertThat(score(client, withKey("id-" + i)).status()).isEqualTo(401);
      }
      assertThat(openId.keysAsked()).isEqualTo(1);
      assertThat(score(client, good).status()).isEqualTo(200);
    }
  }

  /** A token that says that it is signed with another key; by nobody. */
  private String withKey(String id) {
    String header = "{\"alg\":\"ES256\",\"kid\":\"" + id + "\"}";
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(openId.issuer(), OpenIdServer.AUDIENCE, now, now + 600);
    return base64(header) + "." + base64(claims) + "." + base64("x".repeat(64));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
