package io.scoria.auth.token;

import static io.scoria.auth.token.Authentications.principal;
import static io.scoria.auth.token.Authentications.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Authentication;
import io.scoria.call.FakeHead;
import io.scoria.call.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenAttacksTest {
  private final TokenAuthenticator authenticator =
      new TokenAuthenticator(
          List.of(TokenAttacks.issuer(), TokenAttacks.otherTenant()), InstantSource.system());

  private Authentication authenticate(String token) {
    return authenticator.authenticate(new FakeHead().with("Authorization", "Bearer " + token));
  }

  @Test
  void theTokensThatTheAttacksAreMadeFromAreGood() {
    TokenAttacks.goodTokens()
        .forEach((name, token) ->
            assertThat(principal(authenticate(token))).as(name).isEqualTo("mallory"));
  }

  @TestFactory
  Stream<DynamicTest> isRefused() {
    return TokenAttacks.all().entrySet().stream()
        .map(attack -> DynamicTest.dynamicTest(attack.getKey(), () -> refused(attack.getValue())));
  }

  private void refused(String token) {
    Refusal refusal = refusal(authenticate(token));

    assertThat(refusal.reason().status()).isEqualTo(401);
    assertThat(refusal.message()).isNotBlank().doesNotContain("mallory", "attacker", "Exception");
  }

  @Test
  void noneOfThemIsRefusedForAnotherReasonThanItsFormOrItsSignature() {
    assertThat(TokenAttacks.all().values())
        .extracting(token -> refusal(authenticate(token)).reason().code())
        .containsOnly("invalid_token", "missing_credentials");
    assertThat(TokenAttacks.all()).hasSizeGreaterThan(120);
  }
}
