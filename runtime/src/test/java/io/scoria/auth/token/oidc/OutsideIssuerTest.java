package io.scoria.auth.token.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.token.TrustedIssuer;
import io.scoria.auth.token.TrustedIssuer.Lookup;
import io.scoria.auth.token.VerificationKey;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Another issuer, whose keys are fetched when the test says so. */
class OutsideIssuerTest {
  private final TokenConfig.Outside config =
      new TokenConfig.Outside(
          Optional.of(URI.create("https://a.example")),
          Optional.empty(),
          List.of("https://a.example", "https://b.example", "https://a.example"),
          List.of("id"),
          List.of("score"),
          List.of("Scorer"));
  private final Source source = new Source();
  private final OutsideIssuer issuer = new OutsideIssuer(config, source, InstantSource.system());

  /** Gives what it is told. */
  private static final class Source implements KeySource {
    private @Nullable Exception failure;
    private boolean closed;

    @Override
    public List<VerificationKey> fetch() throws IOException {
      switch (failure) {
        case null -> {}
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new AssertionError(failure);
      }
      try {
        return List.of(
            new VerificationKey(
                "k",
                "EdDSA",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic()));
      } catch (java.security.GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void eachOfItsNamesIsTrustedOnceByTheSameKeys() {
    issuer.refresh();
    List<TrustedIssuer> issuers = issuer.issuers();
    assertThat(issuers)
        .extracting(TrustedIssuer::issuer)
        .containsExactly("https://a.example", "https://b.example");
    for (TrustedIssuer each : issuers) {
      assertThat(each.key("k")).isInstanceOf(Lookup.Found.class);
      assertThat(each.audiences()).containsExactly("id");
      assertThat(each.scopes()).containsExactly("score");
      assertThat(each.roles()).containsExactly("Scorer");
    }
  }

  @Test
  void itHasAProblemUntilItsKeysWereHadOnce() {
    assertThat(issuer.problem().orElseThrow()).contains("https://a.example");
    issuer.refresh();
    assertThat(issuer.problem()).isEmpty();
    source.failure = new IOException("down");
    issuer.refresh();
    assertThat(issuer.problem()).isEmpty();
  }

  @Test
  void aFetchThatFailsIsTriedAgainSoonAndOneThatDoesNotLater() {
    source.failure = new IOException("down");
    assertThat(issuer.refresh()).isLessThan(Duration.ofSeconds(2));
    assertThat(issuer.issuers().getFirst().key("k")).isInstanceOf(Lookup.Unavailable.class);
    source.failure = null;
    assertThat(issuer.refresh()).isGreaterThan(Duration.ofMinutes(4));
    assertThat(issuer.issuers().getFirst().key("k")).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void aBugWhileFetchingDoesNotEndTheFetching() {
    source.failure = new IllegalStateException("bug");
    assertThat(issuer.refresh()).isLessThan(Duration.ofSeconds(2));
    source.failure = null;
    issuer.refresh();
    assertThat(issuer.issuers().getFirst().key("k")).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void closesWhatItFetchesBy() {
    issuer.close();
    assertThat(source.closed).isTrue();
  }
}
