package io.scoria.auth.token;

import static io.scoria.auth.token.Authentications.principal;
import static io.scoria.auth.token.Authentications.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Authentication;
import io.scoria.auth.KeyAuthenticator;
import io.scoria.auth.Keys;
import io.scoria.call.FakeHead;
import io.scoria.call.Reason;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EitherAuthenticatorTest {
  private static final Signer SIGNER = Signer.of("one", "ES256");
  private static final String CLAIMS =
      """
      {"iss":"login","aud":"scoria","sub":"a-client","exp":253402300799}\
      """;

  private final FakeIssuer issuer = new FakeIssuer("login").with(SIGNER);
  private final EitherAuthenticator either =
      new EitherAuthenticator(
          new KeyAuthenticator(new Keys("first-key", "a.key.xyz")),
          new TokenAuthenticator(List.of(issuer), InstantSource.system()));

  private Authentication authenticate(String credential) {
    return either.authenticate(new FakeHead().with("Authorization", "Bearer " + credential));
  }

  @Test
  void aKeyAndATokenLetInAlike() {
    assertThat(principal(authenticate("first-key"))).isEqualTo("primary-key");
    assertThat(principal(authenticate(SIGNER.token(CLAIMS)))).isEqualTo("a-client");
  }

  @Test
  void aKeyThatLooksLikeATokenIsAKey() {
    assertThat(principal(authenticate("a.key.xyz"))).isEqualTo("secondary-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "second.key.xyz", "e30.e30", "e30.e30.", "[].e30.e30"})
  void whatIsNeitherIsAnInvalidKey(String credential) {
    assertThat(refusal(authenticate(credential)).reason()).isEqualTo(Reason.INVALID_KEY);
    assertThat(refusal(authenticate(credential)).message()).contains("neither", "token");
  }

  @Test
  void aTokenThatIsRefusedIsToldWhatIsWrongWithIt() {
    assertThat(refusal(authenticate(SIGNER.token(CLAIMS.replace("253402300799", "1")))).reason())
        .isEqualTo(Reason.TOKEN_EXPIRED);
    assertThat(refusal(authenticate(SIGNER.token(CLAIMS.replace("login", "x")))).reason())
        .isEqualTo(Reason.WRONG_ISSUER);
  }

  @Test
  void whileTheIssuerIsAskedATokenIsAskedForLater() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    issuer.asked("one", ended);

    assertThat(authenticate(SIGNER.token(CLAIMS))).isEqualTo(new Authentication.Later(ended));
    assertThat(principal(authenticate("first-key"))).isEqualTo("primary-key");
  }

  @Test
  void withoutCredentialsEitherIsAskedFor() {
    for (FakeHead head :
        List.of(new FakeHead(), new FakeHead().with("Authorization", "Basic first-key"))) {
      assertThat(refusal(either.authenticate(head)).reason()).isEqualTo(Reason.MISSING_CREDENTIALS);
      assertThat(refusal(either.authenticate(head)).message())
          .contains("Bearer KEY", "Bearer TOKEN");
    }
  }
}
