package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.KeyAuthenticator;
import io.scoria.auth.Keys;
import io.scoria.auth.token.EitherAuthenticator;
import io.scoria.auth.token.FakeIssuer;
import io.scoria.auth.token.Signer;
import io.scoria.auth.token.TokenAttacks;
import io.scoria.auth.token.TokenAuthenticator;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good token of a trusted issuer lets a client score; nothing else does. Rows J1 to J4. */
@ExtendWith(NoNettyLeaks.class)
class TokensIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String CLAIMS =
      """
      {"iss":"https://scopes","aud":"scoria","sub":"a-client","scp":"score","exp":253402300799}\
      """;
  private static final String INVALID = "Bearer error=\"invalid_token\"";
  private static final Signer SIGNER = Signer.of("one", "PS256");

  private static TestServer server;

  @BeforeAll
  static void start() {
    FakeIssuer scopes = new FakeIssuer("https://scopes").with(SIGNER).needingScope("score");
    TokenAuthenticator tokens =
        new TokenAuthenticator(
            List.of(TokenAttacks.issuer(), TokenAttacks.otherTenant(), scopes),
            InstantSource.system());
    KeyAuthenticator keys = new KeyAuthenticator(new Keys("a-service-key", null));
    server =
        TestServer.configure(TestData.model("iris"))
            .authenticator(new EitherAuthenticator(keys, tokens))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> aGoodTokenScoresAgainAndAgain() {
    return TokenAttacks.goodTokens().entrySet().stream()
        .map(good -> DynamicTest.dynamicTest(good.getKey(), () -> scores(good.getValue())));
  }

  private static void scores(String token) {
    assertThat(score(token).status()).isEqualTo(200);
    assertThat(score(token).status()).isEqualTo(200);
  }

  @Test
  void aKeyScoresBesideTokens() {
    scores("a-service-key");
    scores(SIGNER.token(CLAIMS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "https://scopes | https://others | 401 | wrong_issuer",
        "\"scoria\" | \"another\" | 401 | wrong_audience",
        "253402300799 | 1700000000 | 401 | token_expired",
        "\"exp\" | \"nbf\":253402300799,\"exp\" | 401 | token_not_yet_valid",
        "\"exp\":253402300799 | \"x\":1 | 401 | invalid_token",
        "\"score\" | \"read\" | 403 | insufficient_scope",
      })
  void aTokenWithOneWrongClaimIsRefusedByAStableCode(
      String right, String wrong, int status, String code) {
    Response response = score(SIGNER.token(CLAIMS.replace(right, wrong)));

    assertRefused(response, status, code).doesNotContain("a-client", "others", "read");
    assertThat(response.header("www-authenticate"))
        .isEqualTo(status == 403 ? "Bearer error=\"insufficient_scope\"" : INVALID);
  }

  @Test
  void withoutCredentialsTheAnswerAsksForThem() {
    try (RawClient client = server.connect()) {
      Response response = client.score(BODY);
      assertRefused(response, 401, "missing_credentials").contains("Bearer TOKEN");
      assertThat(response.header("www-authenticate")).isEqualTo("Bearer");
    }
  }

  @TestFactory
  Stream<DynamicTest> attack() {
    return TokenAttacks.all().entrySet().stream()
        .filter(TokensIT::canBeSent)
        .map(attack -> DynamicTest.dynamicTest(attack.getKey(), () -> refused(attack.getValue())));
  }

  /** Others are no HTTP, or too large for it, and have their own tests. */
  private static boolean canBeSent(Map.Entry<String, String> attack) {
    return attack.getValue().length() < 14_000
        && attack.getValue().chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private static void refused(String token) {
    Response response = score(token);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.header("www-authenticate")).startsWith("Bearer");
    assertThat(response.json().get("code").textValue())
        .isIn("invalid_token", "invalid_key", "missing_credentials");
    assertThat(response.text()).doesNotContain("mallory");
  }

  @Test
  void aTokenOfAMegabyteIsRefusedByTheLimitOfHeaders() {
    try (RawClient client = server.connect()) {
      String header = "Authorization: Bearer " + "A".repeat(1 << 20) + "\r\n";
      Response response = client.send(RawClient.scoreHead(header)).read();
      assertRefused(response, 431, "headers_too_large");
    }
  }

  /** Sends a request, and then one with a right key over the same connection. */
  private static Response score(String credential) {
    try (RawClient client = server.connect()) {
      Response response = score(client, credential);
      assertThat(score(client, "a-service-key").status()).isEqualTo(200);
      return response;
    }
  }

  private static Response score(RawClient client, String credential) {
    String headers =
        "Authorization: Bearer %s\r\nContent-Length: %d\r\n".formatted(credential, BODY.length());
    return client.send(RawClient.scoreHead(headers) + BODY).read();
  }
}
