package io.scoria.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.FakeHead;
import io.scoria.call.Principal;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAuthenticatorTest {
  private final KeyAuthenticator both = new KeyAuthenticator(new Keys("first-key", "second-key"));

  private static FakeHead authorization(String value) {
    return new FakeHead().with("Authorization", value);
  }

  private static String principal(Authentication authentication) {
    return switch (authentication) {
      case Authentication.Accepted(Principal principal) -> principal.name();
      case Authentication.Later later -> throw new AssertionError(later);
      case Authentication.Denied denied -> throw new AssertionError(denied);
    };
  }

  private static Refusal refusal(Authentication authentication) {
    return switch (authentication) {
      case Authentication.Accepted accepted -> throw new AssertionError(accepted);
      case Authentication.Later later -> throw new AssertionError(later);
      case Authentication.Denied(Refusal refusal) -> refusal;
    };
  }

  @Test
  void acceptsEitherKeyAndTellsWhichItWas() {
    assertThat(principal(both.authenticate(authorization("Bearer first-key"))))
        .isEqualTo("primary-key");
    assertThat(principal(both.authenticate(authorization("Bearer second-key"))))
        .isEqualTo("secondary-key");
  }

  @Test
  void acceptsTheOneKeyThereIsAsThePrimary() {
    KeyAuthenticator one = new KeyAuthenticator(new Keys("only-key", null));

    assertThat(principal(one.authenticate(authorization("Bearer only-key"))))
        .isEqualTo("primary-key");
    assertThat(refusal(one.authenticate(authorization("Bearer null"))).reason())
        .isEqualTo(Reason.INVALID_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer first-key", "BEARER first-key", "Bearer   first-key  "})
  void takesTheSchemeInAnyCaseAndSpaceAroundTheKey(String value) {
    assertThat(principal(both.authenticate(authorization(value)))).isEqualTo("primary-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer ",
        "Bearer third-key",
        "Bearer FIRST-KEY",
        "Bearer first-ke",
        "Bearer first-key0",
        "Bearer first-key second-key",
        "Bearer first-key,second-key",
        "Bearer Bearer first-key"
      })
  void refusesAnythingElseAsAnInvalidKey(String value) {
    Refusal refusal = refusal(both.authenticate(authorization(value)));

    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_KEY);
    assertThat(refusal.message()).doesNotContain("key0", "first", "second", "third");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "first-key", "Basic Zmlyc3Q6a2V5", "Bearerfirst-key", " Bearer x"})
  void asksForTheBearerFormWhereTheSchemeIsAnother(String value) {
    Refusal refusal = refusal(both.authenticate(authorization(value)));

    assertThat(refusal.reason()).isEqualTo(Reason.MISSING_CREDENTIALS);
    assertThat(refusal.message()).contains("'Bearer KEY'", "once");
  }

  @Test
  void asksForAKeyWhereNoneIsSent() {
    Refusal refusal = refusal(both.authenticate(new FakeHead()));

    assertThat(refusal.reason()).isEqualTo(Reason.MISSING_CREDENTIALS);
    assertThat(refusal.message()).contains("Authorization: Bearer KEY");
  }

  @Test
  void refusesTheHeaderTwiceEvenWithTheRightKey() {
    FakeHead twice = authorization("Bearer first-key").with("authorization", "Bearer first-key");

    assertThat(refusal(both.authenticate(twice)).reason()).isEqualTo(Reason.MISSING_CREDENTIALS);
  }

  @Test
  void withoutKeysEverybodyIsAnonymous() {
    assertThat(principal(Authenticator.NONE.authenticate(new FakeHead()))).isEqualTo("anonymous");
  }
}
