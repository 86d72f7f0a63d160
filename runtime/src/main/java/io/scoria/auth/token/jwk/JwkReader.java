package io.scoria.auth.token.jwk;

import com.fasterxml.jackson.databind.JsonNode;
import io.scoria.auth.token.KeyStrength;
import io.scoria.auth.token.VerificationKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** Reads one key of a set (RFC 7517, section 4; RFC 7518, section 6; RFC 8037, section 2). */
final class JwkReader {
  private static final int ED25519_BYTES = 32;
  private static final int MAX_RSA_BITS = 16 << 10; // more is not looked at
  private static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  private static final BigInteger ED25519_PRIME =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  private JwkReader() {}

  /** Empty for a key that no signature can be verified with, or should be. */
  static Optional<VerificationKey> read(String id, JsonNode jwk) {
    if (!isForSignatures(jwk)) {
      return Optional.empty();
    }
    try {
      return switch (jwk.path("kty").asText()) {
        case "RSA" -> rsa(id, jwk);
        case "EC" -> ec(id, jwk);
        case "OKP" -> ed25519(id, jwk);
        default -> Optional.empty(); // oct, a secret, and what is not known
      };
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isForSignatures(JsonNode jwk) {
    JsonNode operations = jwk.path("key_ops");
    boolean verifies = operations.isMissingNode();
    for (JsonNode operation : operations) {
      verifies |= operation.asText().equals("verify");
    }
    return verifies && (!jwk.has("use") || jwk.path("use").asText().equals("sig"));
  }

  private static Optional<VerificationKey> rsa(String id, JsonNode jwk)
      throws GeneralSecurityException {
    String algorithm = jwk.path("alg").asText("RS256");
    BigInteger modulus = number(jwk, "n");
    BigInteger exponent = number(jwk, "e");
    return RSA.contains(algorithm) && modulus.bitLength() <= MAX_RSA_BITS
        ? key(id, algorithm, "RSA", new RSAPublicKeySpec(modulus, exponent))
        : Optional.empty();
  }

  private static Optional<VerificationKey> ec(String id, JsonNode jwk)
      throws GeneralSecurityException {
    Optional<Curve> curve = Curve.of(jwk.path("crv").asText());
    if (curve.isEmpty()) {
      return Optional.empty();
    }
    String algorithm = curve.get().algorithm();
    ECPoint point =
        new ECPoint(
            new BigInteger(1, bytes(jwk, "x", curve.get().bytes())),
            new BigInteger(1, bytes(jwk, "y", curve.get().bytes())));
    return jwk.path("alg").asText(algorithm).equals(algorithm)
        ? key(id, algorithm, "EC", new ECPublicKeySpec(point, curve.get().spec()))
        : Optional.empty();
  }

  private static Optional<VerificationKey> ed25519(String id, JsonNode jwk)
      throws GeneralSecurityException {
    String algorithm = jwk.path("alg").asText("EdDSA");
    boolean named = algorithm.equals("EdDSA") || algorithm.equals("Ed25519"); // RFC 9864
    if (!named || !jwk.path("crv").asText().equals("Ed25519")) {
      return Optional.empty();
    }
    byte[] littleEndian = bytes(jwk, "x", ED25519_BYTES);
    byte[] y = new byte[ED25519_BYTES];
    for (int i = 0; i < ED25519_BYTES; i++) {
      y[i] = littleEndian[ED25519_BYTES - 1 - i];
    }
    boolean odd = y[0] < 0;
    y[0] &= 0x7f;
    BigInteger number = new BigInteger(1, y);
    return number.compareTo(ED25519_PRIME) < 0
        ? key(
            id,
            "EdDSA",
            "Ed25519",
            new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, number)))
        : Optional.empty();
  }

  private static Optional<VerificationKey> key(
      String id, String algorithm, String family, java.security.spec.KeySpec spec)
      throws GeneralSecurityException {
    PublicKey key = KeyFactory.getInstance(family).generatePublic(spec);
    return Optional.of(new VerificationKey(id, algorithm, key))
        .filter(it -> KeyStrength.weakness(it).isEmpty());
  }

  private static BigInteger number(JsonNode jwk, String name) {
    return new BigInteger(1, decoded(jwk, name));
  }

  private static byte[] bytes(JsonNode jwk, String name, int length) {
    byte[] bytes = decoded(jwk, name);
    if (bytes.length != length) {
      throw new IllegalArgumentException(name);
    }
    return bytes;
  }

  private static byte[] decoded(JsonNode jwk, String name) {
    return Base64.getUrlDecoder().decode(jwk.path(name).asText());
  }
}
