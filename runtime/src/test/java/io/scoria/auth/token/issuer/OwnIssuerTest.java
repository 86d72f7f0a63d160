package io.scoria.auth.token.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.scoria.auth.Authentication;
import io.scoria.auth.token.TokenAuthenticator;
import io.scoria.auth.token.TrustedIssuer.Lookup;
import io.scoria.call.FakeHead;
import io.scoria.call.Reason;
import io.scoria.config.TokenConfig;
import io.scoria.config.TokenConfig.Algorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

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
    return authenticate(new TokenAuthenticator(List.of(issuer), () -> now), token);
  }

  private static Authentication authenticate(TokenAuthenticator authenticator, String token) {
    return authenticator.authenticate(new FakeHead().with("authorization", "Bearer " + token));
  }

  private static void change(Path file, String text, OwnIssuer issuer) throws IOException {
    Files.writeString(file, text);
    issuer.look();
    issuer.look();
  }

  private static void assertUnknownKey(Authentication answer) {
    assertRefused(answer, "signed with a key that its issuer is not known to have");
  }

  private static void assertRefused(Authentication answer, String... message) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Authentication.Denied.class,
            it -> {
              assertThat(it.refusal().reason()).isEqualTo(Reason.INVALID_TOKEN);
              assertThat(it.refusal().message()).contains(message);
            });
  }

  private static String header(String token) {
    return token.substring(0, token.indexOf('.'));
  }

  private static String id(String pem) throws IOException {
    return SigningKeyPem.read(pem).getFirst().key().id();
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
        .hasMessageContaining(
            file + ": found no file; accepted: one to five different private keys");
    Files.writeString(file, "secret-text-that-is-no-key");
    assertThatThrownBy(() -> issuer(file, false, Optional.empty()))
        .hasMessageContaining("found no PEM")
        .hasMessageNotContaining("secret-text");
    Files.writeString(file, "x".repeat(70_000));
    assertThatThrownBy(() -> issuer(file, false, Optional.empty()))
        .hasMessageContaining("more than");
    Files.writeString(file, given(Algorithm.ES256));
    assertThatThrownBy(() -> issuer(file, false, Optional.of(Algorithm.RS256)))
        .hasMessageContaining("found a key for ES256; accepted: one for RS256");
    assertThat(text(issuer(file, false, Optional.empty()))).contains("ES256");
  }

  @Test
  void aKeyThatIsReplacedTakesItsTokensBackAlsoThoseThatWereSeenBefore() throws Exception {
    Path file = Files.writeString(folder.resolve("k.pem"), given(Algorithm.ES256));
    OwnIssuer issuer = issuer(file, false, Optional.empty());
    TokenAuthenticator authenticator = new TokenAuthenticator(List.of(issuer), () -> now);
    String old = issuer.sign("somebody", 86_400).accessToken();
    TokenSigner thief = TokenSigner.of(file, "iris");
    assertThat(authenticate(authenticator, old)).isInstanceOf(Authentication.Accepted.class);

    change(file, given(Algorithm.EDDSA), issuer);

    String fresh = issuer.sign("somebody").accessToken();
    assertUnknownKey(authenticate(authenticator, old));
    assertUnknownKey(authenticate(authenticator, thief.sign("me", 600, now).accessToken()));
    assertThat(authenticate(authenticator, fresh)).isInstanceOf(Authentication.Accepted.class);
    assertThat(text(issuer)).doesNotContain("ES256").contains("EdDSA");
  }

  @Test
  void aRotationBySeveralKeysHasNoGap() throws Exception {
    String first = given(Algorithm.ES256);
    String second = given(Algorithm.EDDSA);
    Path file = Files.writeString(folder.resolve("k.pem"), first);
    OwnIssuer issuer = issuer(file, false, Optional.empty());
    TokenAuthenticator authenticator = new TokenAuthenticator(List.of(issuer), () -> now);
    String old = issuer.sign("somebody").accessToken();

    change(file, second + first, issuer);
    String fresh = issuer.sign("somebody").accessToken();
    assertThat(authenticate(authenticator, old)).isInstanceOf(Authentication.Accepted.class);
    assertThat(authenticate(authenticator, fresh)).isInstanceOf(Authentication.Accepted.class);
    assertThat(text(issuer)).containsSubsequence("EdDSA", "ES256");
    String byHand = TokenSigner.of(file, "iris").sign("somebody", 600, now).accessToken();
    assertThat(header(byHand)).isEqualTo(header(fresh)).isNotEqualTo(header(old));

    change(file, second, issuer);
    assertUnknownKey(authenticate(authenticator, old));
    assertThat(authenticate(authenticator, fresh)).isInstanceOf(Authentication.Accepted.class);
    assertThat(text(issuer)).doesNotContain("ES256").contains("EdDSA");
  }

  @Test
  void ofSeveralKeysTheFirstHasTheAlgorithmThatIsAskedFor() throws Exception {
    String first = given(Algorithm.ES256);
    Path file = Files.writeString(folder.resolve("k.pem"), first + given(Algorithm.EDDSA));
    assertThat(text(issuer(file, false, Optional.of(Algorithm.ES256)))).contains("EdDSA");
    assertThatThrownBy(() -> issuer(file, false, Optional.of(Algorithm.EDDSA)))
        .hasMessageContaining("key 1 of " + file + ": found a key for ES256; accepted: one for");
    Files.writeString(file, first + first);
    assertThatThrownBy(() -> issuer(file, false, Optional.empty()))
        .hasMessageContaining("key 2 of " + file + ": found the same key as key 1; accepted:");
  }

  @Test
  void whatChangesIsLoggedByTheIdsOfKeys() throws Exception {
    String first = given(Algorithm.ES256);
    String second = given(Algorithm.EDDSA);
    Path file = Files.writeString(folder.resolve("k.pem"), first);
    OwnIssuer issuer = issuer(file, false, Optional.empty());
    try (LogLines log = new LogLines(OwnIssuer.class)) {
      change(file, second + first, issuer);
      change(file, "again\n" + second + first, issuer);
      change(file, second, issuer);
      change(file, second + second, issuer);
      String one = id(first);
      String two = id(second);
      assertThat(log.texts())
          .containsExactly(
              "Tokens are signed with another key from now on: "
                  + two
                  + " (EdDSA); 1 more are accepted",
              "Tokens are signed with the same key from now on: "
                  + two
                  + " (EdDSA); 0 more are accepted",
              "Tokens by these keys are refused from now on: " + one,
              "The keys for tokens stay as they are, and no token is taken back: signing key 2 of "
                  + file
                  + ": found the same key as key 1; accepted: "
                  + SigningKeyPem.ACCEPTED);
    }
  }

  @Test
  void aFileThatHoldsNoKeyAnyMoreOrOneThatIsNoGoodChangesNothing() throws Exception {
    String key = given(Algorithm.ES256);
    Path file = Files.writeString(folder.resolve("k.pem"), key);
    OwnIssuer issuer = issuer(file, false, Optional.empty());
    String before = text(issuer);
    change(file, "half a k", issuer);
    change(file, given(Algorithm.EDDSA) + key.substring(0, 100), issuer);
    Files.delete(file);
    issuer.look();
    issuer.look();
    assertThat(text(issuer)).isEqualTo(before);
    assertThat(authenticate(issuer, issuer.sign("a").accessToken()))
        .isInstanceOf(Authentication.Accepted.class);
  }

  @Test
  void aFileThatIsHalfWrittenWhenItIsLookedAtChangesNothing() throws Exception {
    String first = given(Algorithm.ES256);
    String second = given(Algorithm.EDDSA);
    Path file = Files.writeString(folder.resolve("k.pem"), first);
    OwnIssuer issuer = issuer(file, false, Optional.empty());
    String old = issuer.sign("somebody").accessToken();
    Files.writeString(file, second); // and the first is about to follow
    issuer.look();
    assertThat(authenticate(issuer, old)).isInstanceOf(Authentication.Accepted.class);
    change(file, second + first, issuer);
    assertThat(authenticate(issuer, old)).isInstanceOf(Authentication.Accepted.class);
    assertThat(text(issuer)).contains("EdDSA", "ES256");
  }

  @ParameterizedTest
  @CsvSource({"86460, true", "86461, false", "31536000, false"})
  void aTokenThatEndsLaterThanAnyOfItsOwnIsRefused(long seconds, boolean accepted)
      throws Exception {
    OwnIssuer issuer = issuer();
    Authentication answer = authenticate(issuer, forged(issuer, seconds));
    if (accepted) {
      assertThat(answer).isInstanceOf(Authentication.Accepted.class);
    } else {
      assertRefused(answer, "'exp' of the token is too far ahead", "more than 86400 seconds");
    }
  }

  /** By somebody who has the key. */
  private String forged(OwnIssuer issuer, long seconds) throws Exception {
    SigningKey key = SigningKeyPem.read(Files.readString(file())).getFirst();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.key().id()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer.issuer())
                .audience("iris")
                .subject("thief")
                .expirationTime(Date.from(now.plusSeconds(seconds)))
                .build());
    token.sign(new ECDSASigner((ECPrivateKey) key.secret()));
    return token.serialize();
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

  /** What a class logs until this is closed. */
  private static final class LogLines implements AutoCloseable {
    private final Logger log;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    LogLines(Class<?> of) {
      log = (Logger) LoggerFactory.getLogger(of);
      lines.start();
      log.addAppender(lines);
    }

    List<String> texts() {
      return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
      log.detachAppender(lines);
    }
  }

  private static String text(OwnIssuer issuer) {
    return StandardCharsets.UTF_8.decode(issuer.document()).toString();
  }
}
