package io.scoria.auth.token.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.auth.Authentication;
import io.scoria.auth.token.TokenAuthenticator;
import io.scoria.auth.token.TrustedIssuer.Lookup;
import io.scoria.call.FakeHead;
import io.scoria.config.TokenConfig;
import io.scoria.config.TokenConfig.Algorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** This server as an issuer, with a clock that stands still. */
class OwnIssuerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder = Path.of("");
  private Instant now = START;

  private Path file() {
    return folder.resolve("state").resolve("token-key.pem");
  }

  private OwnIssuer issuer(Path file, boolean made, Optional<Algorithm> algorithm)
      throws IOException {
    return OwnIssuer.unwatched(new TokenConfig.Own(file, made, algorithm, "iris", 600), () -> now);
  }

  private OwnIssuer issuer() throws IOException {
    return issuer(file(), true, Optional.empty());
  }

  private String given(Algorithm algorithm) {
    return SigningKeyPem.write(SigningKey.generate(algorithm).getPrivate());
  }

  private Authentication authenticate(OwnIssuer issuer, String token) {
    return new TokenAuthenticator(List.of(issuer), () -> now)
        .authenticate(new FakeHead().with("authorization", "Bearer " + token));
  }

  @ParameterizedTest
  @EnumSource
  void whatItSignsIsAccepted(Algorithm algorithm) throws Exception {
    OwnIssuer issuer = issuer(file(), true, Optional.of(algorithm));
    String token = issuer.sign("somebody").accessToken();
    assertThat(authenticate(issuer, token)).isInstanceOf(Authentication.Accepted.class);
    assertThat(text(issuer)).contains("\"alg\":\"" + algorithm.text() + "\"");
  }

  @Test
  void aTokenEndsWhenItSays() throws Exception {
    OwnIssuer issuer = issuer();
    IssuedToken token = issuer.sign("somebody");
    assertThat(token.expiryOn()).isEqualTo(START.getEpochSecond() + 600);
    assertThat(token.refreshAfter()).isEqualTo(START.getEpochSecond() + 480);
    now = START.plusSeconds(600 + 59);
    assertThat(authenticate(issuer, token.accessToken()))
        .isInstanceOf(Authentication.Accepted.class);
    now = START.plusSeconds(600 + 60);
    assertThat(authenticate(issuer, token.accessToken())).isInstanceOf(Authentication.Denied.class);
  }

  @Test
  void aTokenForAnotherServiceIsNotAccepted() throws Exception {
    OwnIssuer issuer = issuer();
    String token = TokenSigner.of(file(), "another").sign("somebody", 600, START).accessToken();
    assertThat(authenticate(issuer, token)).isInstanceOf(Authentication.Denied.class);
    String same = TokenSigner.of(file(), "iris").sign("somebody", 600, START).accessToken();
    assertThat(authenticate(issuer, same)).isInstanceOf(Authentication.Accepted.class);
  }

  @Test
  void lifetimesAndNamesAreBounded() throws Exception {
    OwnIssuer issuer = issuer();
    for (long ttlS : new long[] {-1, 0, 59, 86_401, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> issuer.sign("somebody", ttlS))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String subject : List.of("", "a b", "a\n", "\"", "x".repeat(201))) {
      assertThatThrownBy(() -> issuer.sign(subject)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theKeyIsMadeOnceForItsOwnerAlone() throws Exception {
    String first = text(issuer());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(text(issuer())).isEqualTo(first);
  }

  @Test
  void aKeyThatWasMadeAndThatOthersMayReadIsRefused() throws Exception {
    issuer();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(this::issuer)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aGivenFileMustBeThereAndHoldAKey() throws Exception {
    Path file = folder.resolve("k.pem");
    assertThatThrownBy(() -> issuer(file, false, Optional.empty()))
        .hasMessageContaining(file + ": found no file; accepted: one private key");
    Files.writeString(file, "secret-text-that-is-no-key");
    assertThatThrownBy(() -> issuer(file, false, Optional.empty()))
        .hasMessageContaining("found no PEM")
        .hasMessageNotContaining("secret-text");
    Files.writeString(file, "x".repeat(40_000));
    assertThatThrownBy(() -> issuer(file, false, Optional.empty()))
        .hasMessageContaining("more than");
    Files.writeString(file, given(Algorithm.ES256));
    assertThatThrownBy(() -> issuer(file, false, Optional.of(Algorithm.RS256)))
        .hasMessageContaining("found a key for ES256; accepted: one for RS256");
    assertThat(text(issuer(file, false, Optional.empty()))).contains("ES256");
  }

  @Test
  void afterARotationOldTokensAreGoodUntilTheyEnd() throws Exception {
    Path file = folder.resolve("k.pem");
    Files.writeString(file, given(Algorithm.ES256));
    OwnIssuer issuer = issuer(file, false, Optional.empty());
    String old = issuer.sign("somebody", 86_400).accessToken();

    Files.writeString(file, given(Algorithm.EDDSA));
    issuer.reload();
    String fresh = issuer.sign("somebody").accessToken();
    assertThat(authenticate(issuer, old)).isInstanceOf(Authentication.Accepted.class);
    assertThat(authenticate(issuer, fresh)).isInstanceOf(Authentication.Accepted.class);
    assertThat(text(issuer)).contains("ES256", "EdDSA");

    now = START.plus(Duration.ofDays(1)).plusSeconds(61);
    issuer.reload();
    assertThat(authenticate(issuer, old)).isInstanceOf(Authentication.Denied.class);
    assertThat(text(issuer)).doesNotContain("ES256").contains("EdDSA");
  }

  @Test
  void aFileThatHoldsNoKeyAnyMoreChangesNothing() throws Exception {
    Path file = folder.resolve("k.pem");
    Files.writeString(file, given(Algorithm.ES256));
    OwnIssuer issuer = issuer(file, false, Optional.empty());
    String before = text(issuer);
    Files.writeString(file, "half a k");
    issuer.reload();
    Files.delete(file);
    issuer.reload();
    assertThat(text(issuer)).isEqualTo(before);
    assertThat(authenticate(issuer, issuer.sign("a").accessToken()))
        .isInstanceOf(Authentication.Accepted.class);
  }

  @Test
  void keysThatItNeverHadAreUnknown() throws Exception {
    assertThat(issuer().key("")).isInstanceOf(Lookup.Unknown.class);
    assertThat(issuer().key("../../dev/null")).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void aTokenIsNotPrinted() throws Exception {
    IssuedToken token = issuer().sign("somebody");
    assertThat(token.toString()).doesNotContain(token.accessToken());
    assertThat(StandardCharsets.UTF_8.decode(token.json()).toString())
        .startsWith("{\"accessToken\":\"" + token.accessToken() + "\",\"tokenType\":\"Bearer\"");
  }

  private static String text(OwnIssuer issuer) {
    return StandardCharsets.UTF_8.decode(issuer.document()).toString();
  }
}
