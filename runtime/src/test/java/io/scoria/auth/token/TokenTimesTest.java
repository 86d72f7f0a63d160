package io.scoria.auth.token;

import static io.scoria.auth.token.Authentications.principal;
import static io.scoria.auth.token.Authentications.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Authentication;
import io.scoria.call.FakeHead;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row J4 of the security catalogue: when a token is good, to the millisecond. */
class TokenTimesTest {
  private static final Signer SIGNER = Signer.of("one", "EdDSA");

  private final TestClock clock = new TestClock();
  private final TokenAuthenticator authenticator =
      new TokenAuthenticator(List.of(new FakeIssuer("login").with(SIGNER)), clock, clock::nanoTime);

  /** A token whose times are these claims; T is now, in seconds. */
  private static String token(String times) {
    String claims = "{\"iss\":\"login\",\"aud\":\"scoria\",\"sub\":\"c\"," + times + "}";
    return SIGNER.token(claims.replace("'", "\""));
  }

  private Authentication authenticate(String token) {
    return authenticator.authenticate(new FakeHead().with("Authorization", "Bearer " + token));
  }

  private static String at(long secondsFromStart) {
    return Long.toString(TestClock.START + secondsFromStart);
  }

  @ParameterizedTest
  @CsvSource({"58, 999", "59, 0", "59, 999"})
  void aTokenIsGoodUntilLessThan60SecondsAfterItExpired(long seconds, long millis) {
    String token = token("'exp':" + at(0));
    clock.pass(Duration.ofSeconds(seconds).plusMillis(millis));

    assertThat(principal(authenticate(token))).isEqualTo("c");
  }

  @ParameterizedTest
  @CsvSource({"60, 0", "60, 1", "61, 0", "100000, 0"})
  void aTokenIsExpiredFrom60SecondsOn(long seconds, long millis) {
    String token = token("'exp':" + at(0));
    clock.pass(Duration.ofSeconds(seconds).plusMillis(millis));

    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
  }

  @ParameterizedTest
  @CsvSource({"nbf, 60", "nbf, 59", "nbf, 0", "nbf, -1000", "iat, 60", "iat, -1000"})
  void aTokenIsGoodFrom60SecondsBeforeItBegins(String claim, long begins) {
    assertThat(
            principal(
                authenticate(token("'exp':%s,'%s':%s".formatted(at(600), claim, at(begins))))))
        .isEqualTo("c");
  }

  @ParameterizedTest
  @CsvSource({"nbf, 61", "nbf, 100000", "iat, 61", "iat, 100000"})
  void aTokenIsNotYetValidBeforeThat(String claim, long begins) {
    String token = token("'exp':%s,'%s':%s".formatted(at(600_000), claim, at(begins)));

    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.TOKEN_NOT_YET_VALID);
    clock.pass(Duration.ofSeconds(begins - 60));
    assertThat(principal(authenticate(token))).isEqualTo("c");
  }

  @ParameterizedTest
  @CsvSource({"-59.5, c", "-59.999, c", "-59.5e0, c"})
  void timesMayHaveParts(String exp, String name) {
    String seconds = String.valueOf(TestClock.START + Double.parseDouble(exp));

    assertThat(principal(authenticate(token("'exp':" + seconds)))).isEqualTo(name);
  }

  @Test
  void partsOfSecondsCount() {
    String token = token("'exp':" + at(-60) + ".25");
    principal(authenticate(token));
    clock.pass(Duration.ofMillis(249));
    principal(authenticate(token));
    clock.pass(Duration.ofMillis(1));

    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'jti':'without exp'",
        "'exp':null",
        "'exp':'1800000600'",
        "'exp':'2030-01-01T00:00:00Z'",
        "'exp':true",
        "'exp':[1800000600]",
        "'exp':{}",
        "'exp':-1",
        "'exp':-1800000600",
        "'exp':1e400",
        "'exp':-1e400",
        "'exp':1e999999999",
        "'exp':253402300800",
        "'exp':1800000600000",
        "'exp':9223372036854775807",
        "'exp':99999999999999999999999999999999",
        "'exp':9999999999999999999999999999999999999999999999999999999999999999",
        "'exp':NaN",
        "'exp':Infinity",
        "'exp':0x7fffffff",
        "'exp':01800000600",
        "'exp':+1800000600",
        "'exp':1800000600,'exp':1800000601",
        "'exp':1800000600,'\\u0065xp':1800000601",
        "'exp':1800000600,'nbf':'0'",
        "'exp':1800000600,'nbf':null",
        "'exp':1800000600,'nbf':-1",
        "'exp':1800000600,'nbf':-1e400",
        "'exp':1800000600,'iat':'0'",
        "'exp':1800000600,'iat':false"
      })
  void aTimeThatIsNotAFiniteNumberOfSecondsMakesTheTokenInvalid(String times) {
    Refusal refusal = refusal(authenticate(token(times)));

    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_TOKEN);
    assertThat(refusal.message()).containsPattern("'exp'|'nbf'|'iat'|not a JSON object");
  }

  @Test
  void theEndOfTheYear9999IsATime() {
    assertThat(principal(authenticate(token("'exp':253402300799")))).isEqualTo("c");
    assertThat(refusal(authenticate(token("'exp':0"))).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
  }

  @Test
  void aTokenThatEndsLaterThanAnyOfItsIssuerIsRefusedToTheMillisecond() {
    TrustedIssuer hourly = new FakeIssuer("login").with(SIGNER).living(Duration.ofHours(1));
    TokenAuthenticator strict = new TokenAuthenticator(List.of(hourly), clock, clock::nanoTime);
    String token = token("'exp':" + at(3661));
    FakeHead head = new FakeHead().with("Authorization", "Bearer " + token);

    clock.pass(Duration.ofMillis(999));
    Refusal refusal = refusal(strict.authenticate(head));
    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_TOKEN);
    assertThat(refusal.message()).contains("'exp' of the token is too far ahead", "3600 seconds");
    clock.pass(Duration.ofMillis(1));
    assertThat(principal(strict.authenticate(head))).isEqualTo("c");
  }

  @Test
  void aClockThatIsSetForwardEndsARememberedTokenAtOnce() {
    String token = token("'exp':" + at(600));
    principal(authenticate(token));

    clock.step(Duration.ofMinutes(11));
    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
  }

  @Test
  void aClockThatIsSetBackDoesNotLetAnExpiredTokenIn() {
    String remembered = token("'exp':" + at(600));
    String unseen = token("'exp':" + at(599));
    principal(authenticate(remembered));
    clock.pass(Duration.ofMinutes(11));
    clock.step(Duration.ofHours(-2));

    assertThat(refusal(authenticate(remembered)).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
    assertThat(refusal(authenticate(unseen)).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
  }

  @Test
  void aClockThatIsSetBackMakesARememberedTokenWaitForItsBeginning() {
    String token = token("'exp':%s,'nbf':%s".formatted(at(60_000), at(0)));
    principal(authenticate(token));

    clock.step(Duration.ofSeconds(-61));
    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.TOKEN_NOT_YET_VALID);
  }

  @Test
  void aClockThatWasWrongForAWhileIsBelievedAgain() {
    String token = token("'exp':" + at(600));
    clock.step(Duration.ofDays(1));
    assertThat(refusal(authenticate(token)).reason()).isEqualTo(Reason.TOKEN_EXPIRED);

    clock.step(Duration.ofDays(-1));
    assertThat(principal(authenticate(token))).isEqualTo("c");
  }
}
