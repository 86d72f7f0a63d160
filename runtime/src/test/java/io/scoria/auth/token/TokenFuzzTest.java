package io.scoria.auth.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.scoria.auth.Authentication;
import io.scoria.call.FakeHead;
import io.scoria.fuzz.Mutants;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent for a token: who is let in has one that the key has signed, and that says what
 * it must.
 */
class TokenFuzzTest {
  private static final int MUTANTS = 8_000;
  private static final int SIGNED_MUTANTS = 3_000;
  private static final long NOW = 1_800_000_000L; // in seconds
  private static final long LEEWAY = 60;
  private static final String ISSUER = "https://login";

  /** Its private key is gone: nobody signs with it but the seeds, which were. */
  private static final PublicKey SEEDS_KEY =
      ed25519("MCowBQYDK2VwAyEAQyJORRMc6oraBlQ6XesDvK/KgHJ+oSiOTJPcNo/ABSo=");

  private static final Signer SIGNER = Signer.of("fuzz", "EdDSA");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Test
  void mutantsOfTokensLetNobodyInWhomTheKeyHasNotSignedFor() {
    Mutants.check(TokenFuzzTest.class, "anyCredential", MUTANTS, TokenFuzzTest::checkCredential);
  }

  @Test
  void mutantsOfSignedHeadersAndClaimsLetNobodyInWhoseTokenSaysSomethingElse() {
    Mutants.check(
        TokenFuzzTest.class, "anyHeaderAndClaims", SIGNED_MUTANTS, TokenFuzzTest::checkSigned);
  }

  /** Jazzer's way in: what stands in the header Authorization. */
  @FuzzTest(maxDuration = "10m")
  void anyCredential(byte[] input) {
    checkCredential(input);
  }

  /** Jazzer's way in: a header and claims, with a zero between, that are signed with the key. */
  @FuzzTest(maxDuration = "10m")
  void anyHeaderAndClaims(byte[] input) {
    checkSigned(input);
  }

  private static void checkCredential(byte[] input) {
    String credential = new String(input, ISO_8859_1);
    VerificationKey key = new VerificationKey("fuzz", "EdDSA", SEEDS_KEY);
    if (isLetIn(key, credential) && !isSigned(credential)) {
      throw new AssertionError("let in with " + credential);
    }
  }

  private static void checkSigned(byte[] input) {
    int zero = new String(input, ISO_8859_1).indexOf(0);
    if (zero < 0) {
      return;
    }
    byte[] header = Arrays.copyOf(input, zero);
    byte[] claims = Arrays.copyOfRange(input, zero + 1, input.length);
    String credential = "Bearer " + SIGNER.sign(header, claims);
    if (isLetIn(SIGNER.verificationKey(), credential)
        && !(isHeader(object(header)) && areClaims(object(claims)))) {
      throw new AssertionError("let in with " + new String(input, ISO_8859_1));
    }
  }

  /** Asks twice: the second answer comes from what is remembered. */
  private static boolean isLetIn(VerificationKey key, String credential) {
    TrustedIssuer issuer = new OneKey(key);
    TokenAuthenticator authenticator =
        new TokenAuthenticator(List.of(issuer), () -> Instant.ofEpochSecond(NOW), () -> 1);
    FakeHead head = new FakeHead().with("Authorization", credential);
    boolean first = authenticator.authenticate(head) instanceof Authentication.Accepted;
    boolean second = authenticator.authenticate(head) instanceof Authentication.Accepted;
    if (first != second) {
      throw new AssertionError("let in once of two times with " + credential);
    }
    return first;
  }

  /** By the JDK alone. */
  private static boolean isSigned(String credential) {
    String token = credential.strip().replaceFirst("(?i)^bearer +", "");
    int last = token.lastIndexOf('.');
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(SEEDS_KEY);
      signature.update(token.substring(0, Math.max(0, last)).getBytes(US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(token.substring(last + 1)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static JsonNode object(byte[] json) {
    try {
      return JSON.readTree(new String(json, java.nio.charset.StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
  }

  private static boolean isHeader(JsonNode header) {
    return header.path("alg").asText().equals("EdDSA")
        && header.path("kid").asText().equals("fuzz")
        && List.of("crit", "b64", "zip", "enc", "jku", "jwk", "x5u", "x5c").stream()
            .noneMatch(header::has);
  }

  private static boolean areClaims(JsonNode claims) {
    JsonNode audience = claims.path("aud");
    boolean forUs =
        audience.asText().equals("scoria")
            || audience.valueStream().anyMatch(one -> one.asText().equals("scoria"));
    boolean begun =
        !claims.has("nbf")
            || (claims.get("nbf").isNumber() && claims.get("nbf").doubleValue() <= NOW + LEEWAY);
    return claims.path("iss").asText().equals(ISSUER)
        && forUs
        && begun
        && claims.path("exp").isNumber()
        && claims.path("exp").doubleValue() + LEEWAY > NOW;
  }

  private static PublicKey ed25519(String base64) {
    try {
      byte[] encoded = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** An issuer of one key. */
  private record OneKey(VerificationKey key) implements TrustedIssuer {
    @Override
    public String issuer() {
      return ISSUER;
    }

    @Override
    public Set<String> audiences() {
      return Set.of("scoria");
    }

    @Override
    public Set<String> scopes() {
      return Set.of();
    }

    @Override
    public Set<String> roles() {
      return Set.of();
    }

    @Override
    public Lookup key(String id) {
      return id.equals(key.id()) ? new Lookup.Found(key) : new Lookup.Unknown();
    }
  }
}
