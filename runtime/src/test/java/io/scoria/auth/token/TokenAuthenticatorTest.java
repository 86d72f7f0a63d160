package io.scoria.auth.token;

import static io.scoria.auth.token.Authentications.principal;
import static io.scoria.auth.token.Authentications.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.auth.Authentication;
import io.scoria.call.FakeHead;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAuthenticatorTest {
  private static final String CLAIMS =
      """
      {"iss":"https://login","aud":"scoria","sub":"a-client","exp":1800000600}\
      """;
  private static final Signer SIGNER = Signer.of("one", "ES256");

  private final TestClock clock = new TestClock();
  private final FakeIssuer issuer = new FakeIssuer("https://login").with(SIGNER);
  private final TokenAuthenticator authenticator = authenticator(issuer);

  private TokenAuthenticator authenticator(TrustedIssuer... issuers) {
    return new TokenAuthenticator(List.of(issuers), clock, clock::nanoTime);
  }

  private Authentication authenticate(String token) {
    return authenticator.authenticate(bearer(token));
  }

  private static FakeHead bearer(String token) {
    return new FakeHead().with("Authorization", "Bearer " + token);
  }

  private static String claims(String more) {
    return "{\"iss\":\"https://login\",\"exp\":1800000600," + more + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
      })
  void aTokenOfEachAlgorithmLetsItsBearerIn(String algorithm) {
    Signer signer = Signer.of("key", algorithm);
    FakeIssuer trusted = new FakeIssuer("https://login").with(signer);

    assertThat(principal(authenticator(trusted).authenticate(bearer(signer.token(CLAIMS)))))
        .isEqualTo("a-client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'alg':'ES256','kid':'one'",
        "'alg':'ES256','kid':'one','typ':'jwt'",
        "'alg':'ES256','kid':'one','typ':'at+jwt'",
        "'alg':'ES256','kid':'one','typ':'application/at+JWT'",
        "'typ':'JWT','alg':'ES256','x5t':'9BgT','kid':'one','nonce':'abc'",
        " 'alg' : 'ES256' , 'kid' : 'one' , 'x5t#S256' : 'Rq4' , 'other' : [1, {'a': null}]"
      })
  void aHeaderAsOtherIssuersWriteItIsTaken(String header) {
    String token = SIGNER.sign("{" + header.replace('\'', '"') + "}", CLAIMS);

    assertThat(principal(authenticate(token))).isEqualTo("a-client");
  }

  @Test
  void aTokenThatNamesNoKeyIsCheckedWithTheKeyOfNoName() {
    Signer nameless = Signer.of("", "RS256");
    issuer.with(nameless);

    String token = nameless.sign("{\"alg\":\"RS256\"}", CLAIMS);
    assertThat(principal(authenticate(token))).isEqualTo("a-client");
  }

  @Test
  void aTokenThatNamesNoKeyIsSaidToNameNone() {
    String token = SIGNER.sign("{\"alg\":\"ES256\"}", CLAIMS);

    assertThat(refusal(authenticate(token)))
        .isEqualTo(
            new Refusal(
                Reason.INVALID_TOKEN,
                "The token has no 'kid', by which the key is found that signed it."));
  }

  @Test
  void aKeyIsAnsweredThatTokensAreTaken() {
    assertThat(refusal(authenticate("one-q7WmZ4tRb9Kx")).message())
        .contains("not a signed token")
        .endsWith("This service takes tokens and not keys.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'sub':'s','azp':'a','oid':'o' | s",
        "'azp':'a','appid':'i' | a",
        "'appid':'i','oid':'o' | i",
        "'oid':'o' | o",
        "'jti':'x' | unnamed",
        "'sub':'','oid':'o' | o",
        "'sub':'a\\r\\nb c\\u0000\\u2028é' | a??b?c???"
      })
  void thePrincipalIsWhomTheTokenIsForInVisibleCharacters(String claims, String name) {
    String token = SIGNER.token(claims("\"aud\":\"scoria\"," + claims.replace('\'', '"')));

    assertThat(principal(authenticate(token))).isEqualTo(name);
  }

  @Test
  void theNameOfThePrincipalIsCutWhereItIsLong() {
    String token = SIGNER.token(claims("\"aud\":\"scoria\",\"sub\":\"" + "n".repeat(999) + "\""));

    assertThat(principal(authenticate(token))).isEqualTo("n".repeat(128));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Basic abc", "Token x.y.z", "Bearerx.y.z"})
  void asksForTheBearerFormWhereTheSchemeIsAnother(String value) {
    FakeHead head = new FakeHead().with("Authorization", value);

    Refusal refusal = refusal(authenticator.authenticate(head));

    assertThat(refusal.reason()).isEqualTo(Reason.MISSING_CREDENTIALS);
    assertThat(refusal.message()).contains("'Bearer TOKEN'");
  }

  @Test
  void asksForATokenWhereNothingIsSent() {
    Refusal refusal = refusal(authenticator.authenticate(new FakeHead()));

    assertThat(refusal.reason()).isEqualTo(Reason.MISSING_CREDENTIALS);
    assertThat(refusal.message()).contains("'Authorization: Bearer TOKEN'");
  }

  @Test
  void refusesTwoHeadersEvenWithAGoodTokenInEach() {
    String value = "Bearer " + SIGNER.token(CLAIMS);
    FakeHead twice = new FakeHead().with("Authorization", value).with("authorization", value);

    assertThat(refusal(authenticator.authenticate(twice)).reason())
        .isEqualTo(Reason.MISSING_CREDENTIALS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer %s", "BEARER   %s  "})
  void takesTheSchemeInAnyCaseAndSpaceAroundTheToken(String form) {
    FakeHead head = new FakeHead().with("Authorization", form.formatted(SIGNER.token(CLAIMS)));

    assertThat(principal(authenticator.authenticate(head))).isEqualTo("a-client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'iss':'https://other'",
        "'iss':'https://login/'",
        "'iss':'HTTPS://LOGIN'",
        "'iss':' https://login'",
        "'iss':''",
        "'sub':'without'"
      })
  void refusesAnIssuerThatIsNotTrustedCharacterForCharacter(String iss) {
    String claims = "{\"aud\":\"scoria\",\"exp\":1800000600," + iss.replace('\'', '"') + "}";

    assertThat(refusal(authenticate(SIGNER.token(claims))).reason()).isEqualTo(Reason.WRONG_ISSUER);
    assertThat(issuer.lookups()).isZero();
  }

  @Test
  void aKeyOfOneIssuerSignsNothingForAnother() {
    Signer others = Signer.of("theirs", "ES256");
    FakeIssuer other = new FakeIssuer("https://other").with(others);

    Authentication answer = authenticator(issuer, other).authenticate(bearer(others.token(CLAIMS)));

    assertThat(refusal(answer).reason()).isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void refusesTwoIssuersOfOneNameAtStart() {
    FakeIssuer same = new FakeIssuer("https://login");

    assertThatThrownBy(() -> authenticator(issuer, same)).hasMessageContaining("https://login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'aud':'scoria'",
        "'aud':'api://scoria'",
        "'aud':['other','scoria']",
        "'aud':['scoria','api://scoria']"
      })
  void acceptsWhatIsIssuedForThisService(String aud) {
    assertThat(principal(authenticate(SIGNER.token(claims(aud.replace('\'', '"'))))))
        .isEqualTo("unnamed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'aud':'other'",
        "'aud':''",
        "'aud':[]",
        "'aud':['other','scoria/']",
        "'aud':'scoria other'",
        "'aud':'Scoria'",
        "'sub':'without'"
      })
  void refusesWhatIsIssuedForAnotherService(String aud) {
    assertThat(refusal(authenticate(SIGNER.token(claims(aud.replace('\'', '"'))))).reason())
        .isEqualTo(Reason.WRONG_AUDIENCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'scp':'score'",
        "'scp':'read  score write'",
        "'scp':['read','score']",
        "'scope':'read score'",
        "'scope':['score']",
        "'scp':'read','scope':'score'",
        "'roles':['Scorer']",
        "'roles':'Scorer','scp':'read'",
        "'roles':['Other','Scorer']"
      })
  void aScopeOrARoleThatMayScoreIsEnough(String held) {
    issuer.needingScope("score", "all").needingRole("Scorer");

    String token = SIGNER.token(claims("\"aud\":\"scoria\"," + held.replace('\'', '"')));
    assertThat(principal(authenticate(token))).isEqualTo("unnamed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'scp':'read'",
        "'scp':'scores'",
        "'scp':'Score'",
        "'scp':''",
        "'scp':'read,score'",
        "'scp':[]",
        "'scp':'Scorer'",
        "'roles':['score']",
        "'roles':'Scorer Other'",
        "'groups':['Scorer']",
        "'sub':'score'"
      })
  void whoHoldsNoneIsRefusedAsAuthenticatedButNotAllowed(String held) {
    issuer.needingScope("score", "all").needingRole("Scorer");

    String token = SIGNER.token(claims("\"aud\":\"scoria\"," + held.replace('\'', '"')));
    Refusal refusal = refusal(authenticate(token));
    assertThat(refusal.reason()).isEqualTo(Reason.INSUFFICIENT_SCOPE);
    assertThat(refusal.reason().status()).isEqualTo(403);
  }

  @Test
  void aTokenThatIsRefusedForItsClaimsIsNotRemembered() {
    issuer.needingScope("score");
    String token = SIGNER.token(claims("\"aud\":\"scoria\",\"scp\":\"read\""));
    refusal(authenticate(token));
    refusal(authenticate(token));

    issuer.needingScope("read");
    assertThat(principal(authenticate(token))).isEqualTo("unnamed");
  }

  @Test
  void whileTheIssuerIsAskedTheAnswerIsLater() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    issuer.asked("one", ended);

    assertThat(authenticate(SIGNER.token(CLAIMS))).isEqualTo(new Authentication.Later(ended));
  }

  @Test
  void withoutTheIssuersKeysTheServerIsAtFaultAndNotTheToken() {
    issuer.answering("one", new TrustedIssuer.Lookup.Unavailable());

    Refusal refusal = refusal(authenticate(SIGNER.token(CLAIMS)));

    assertThat(refusal.reason()).isEqualTo(Reason.TOKEN_KEYS_UNAVAILABLE);
    assertThat(refusal.reason().status()).isEqualTo(503);
  }

  @Test
  void aRememberedTokenIsGivenTheSameAnswerAsBefore() {
    String token = SIGNER.token(CLAIMS);

    assertThat(authenticate(token)).isSameAs(authenticate(token));
  }

  @Test
  void aRememberedTokenEndsAtOnceWhenItsIssuerTakesTheKeyBack() {
    String token = SIGNER.token(CLAIMS);
    principal(authenticate(token));

    issuer.answering("one", new TrustedIssuer.Lookup.Unknown());
    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void aRememberedTokenEndsAtOnceWhenItsKeyIsReplacedUnderTheSameId() {
    String token = SIGNER.token(CLAIMS);
    principal(authenticate(token));

    issuer.with(Signer.of("one", "ES256"));
    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void aRememberedTokenIsCheckedAgainWhenItsKeyCameAgain() {
    String token = SIGNER.token(CLAIMS);
    Authentication before = authenticate(token);

    issuer.with(SIGNER); // equal, but another object
    Authentication after = authenticate(token);
    assertThat(after).isNotSameAs(before).isEqualTo(before);
    assertThat(authenticate(token)).isSameAs(after);
  }

  @Test
  void aRememberedTokenEndsWithTheTrustInItsKeys() {
    String token = SIGNER.token(CLAIMS);
    principal(authenticate(token));

    issuer.answering("one", new TrustedIssuer.Lookup.Unavailable());
    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.TOKEN_KEYS_UNAVAILABLE);
  }

  @Test
  void aRememberedTokenExpiresLikeAnyOther() {
    String token = SIGNER.token(CLAIMS);
    principal(authenticate(token));

    clock.pass(Duration.ofSeconds(659));
    principal(authenticate(token));
    clock.pass(Duration.ofSeconds(1));
    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
  }

  @Test
  void aRememberedTokenDoesNotLetInAnotherThatDiffersInOneCharacter() {
    String token = SIGNER.token(CLAIMS);
    principal(authenticate(token));

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(refusal(authenticate(changed)).reason().status()).as(changed).isEqualTo(401);
    }
  }

  @Test
  void noRefusalRepeatsAnythingOfTheToken() {
    String claims =
        "{\"iss\":\"canary-iss\",\"sub\":\"canary-sub\",\"aud\":\"canary-aud\",\"exp\":\"canary\"}";
    for (String wrong :
        List.of(
            "canary",
            SIGNER.token(claims),
            SIGNER.token(claims.replace("\"canary\"", "9")),
            SIGNER.sign("{\"alg\":\"canary\",\"kid\":\"canary\",\"typ\":\"canary\"}", claims),
            SIGNER.sign("{\"alg\":\"ES256\",\"kid\":\"canary\"}", CLAIMS))) {
      assertThat(refusal(authenticate(wrong)).message()).isNotBlank().doesNotContain("canary");
    }
  }
}
