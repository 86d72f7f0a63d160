package io.scoria.auth.token.issuer;

import io.scoria.auth.token.KeyStrength;
import io.scoria.auth.token.VerificationKey;
import io.scoria.auth.token.jwk.Curve;
import io.scoria.auth.token.jwk.Jwk;
import io.scoria.config.TokenConfig.Algorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signing keys as text, one after another: PKCS #8 (RFC 5958) in PEM (RFC 7468). */
final class SigningKeyPem {
  static final String ACCEPTED =
      "one to five different private keys as PKCS #8 in PEM, not encrypted: RSA of 2048 bits or"
          + " more, EC P-256 or Ed25519";

  private static final int MAX_KEYS = 5;
  private static final String LABEL = "PRIVATE KEY";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  /** The first of a line, whatever is before and behind it: nothing like a key is passed over. */
  private static final Pattern BEGIN = Pattern.compile("(?m)^(.*?)(-----BEGIN ?([A-Z0-9 ]{0,40}))");

  private SigningKeyPem() {}

  /** The text of a secret. */
  static String write(PrivateKey secret) {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(secret.getEncoded());
    return "-----BEGIN " + LABEL + "-----\n" + base64 + "\n-----END " + LABEL + "-----\n";
  }

  /**
   * The keys of a text, at least one, in its order.
   *
   * @throws InvalidSigningKeyException that says what was found, without any of it
   */
  static List<SigningKey> read(String text) throws InvalidSigningKeyException {
    List<MatchResult> begins = BEGIN.matcher(text).results().toList();
    if (begins.isEmpty() || begins.size() > MAX_KEYS) {
      throw invalid(begins.isEmpty() ? "no PEM" : begins.size() + " PEM blocks");
    }
    List<SigningKey> keys = new ArrayList<>();
    for (MatchResult begin : begins) {
      try {
        keys.add(another(key(text, begin), keys));
      } catch (InvalidSigningKeyException e) {
        throw begins.size() == 1 ? e : e.about(keys.size() + 1);
      }
    }
    return List.copyOf(keys);
  }

  private static SigningKey another(SigningKey key, List<SigningKey> before)
      throws InvalidSigningKeyException {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).key().id().equals(key.key().id())) {
        throw invalid("the same key as key " + (i + 1));
      }
    }
    return key;
  }

  private static SigningKey key(String text, MatchResult begin) throws InvalidSigningKeyException {
    if (!begin.group(1).replace("\uFEFF", "").isBlank()) { // it may be meant to be commented out
      throw invalid("a PEM block that begins within a line");
    }
    Matcher block = BLOCK.matcher(text).region(begin.start(2), text.length());
    if (!begin.group(3).equals(LABEL) || !block.lookingAt()) {
      throw invalid(describe(begin.group(3)));
    }
    try {
      return key(secret(Base64.getMimeDecoder().decode(block.group(2))));
    } catch (IllegalArgumentException e) {
      throw invalid("what is not base64");
    }
  }

  private static String describe(String label) {
    return switch (label) {
      case LABEL -> "a PEM block that does not end, or is not base64";
      case "ENCRYPTED PRIVATE KEY" ->
          "an encrypted private key (openssl pkcs8 -in FILE -out NEW decrypts it)";
      case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
          "a private key that is not PKCS #8 (openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW"
              + " converts it)";
      case "CERTIFICATE" -> "a certificate, which holds no private key";
      case "PUBLIC KEY" -> "a public key";
      default -> "a PEM block " + label;
    };
  }

  private static PrivateKey secret(byte[] pkcs8) throws InvalidSigningKeyException {
    return List.of("RSA", "EC", "EdDSA").stream()
        .flatMap(family -> secret(pkcs8, family).stream())
        .findFirst()
        .orElseThrow(() ->
            invalid("a key that is neither RSA, EC of a usual curve nor Ed25519, or not PKCS #8"));
  }

  private static Optional<PrivateKey> secret(byte[] pkcs8, String family) {
    try {
      KeyFactory keys = KeyFactory.getInstance(family);
      return Optional.of(keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // it is none of this family
    }
  }

  private static SigningKey key(PrivateKey secret) throws InvalidSigningKeyException {
    try {
      return switch (secret) {
        case RSAPrivateCrtKey rsa -> key(Algorithm.RS256, rsa, PublicKeys.of(rsa));
        case ECPrivateKey ec -> {
          Optional<Curve> curve = Curve.of(ec.getParams());
          if (curve.filter(it -> it == Curve.P256).isEmpty()) {
            throw invalid("an EC key of " + curve.map(Curve::text).orElse("another curve"));
          }
          yield key(Algorithm.ES256, ec, PublicKeys.of(ec, Curve.P256));
        }
        case EdECPrivateKey ed when ed.getParams().getName().equals("Ed25519") ->
            key(Algorithm.EDDSA, ed, PublicKeys.of(ed));
        default -> throw invalid("a key of " + secret.getAlgorithm() + " of another kind");
      };
    } catch (GeneralSecurityException | ArithmeticException e) {
      throw invalid("a private key that no signature can be made with");
    }
  }

  private static SigningKey key(Algorithm algorithm, PrivateKey secret, PublicKey open)
      throws GeneralSecurityException, InvalidSigningKeyException {
    VerificationKey key = new VerificationKey(Jwk.thumbprint(open), algorithm.text(), open);
    Optional<String> weakness = KeyStrength.weakness(key);
    if (weakness.isPresent()) {
      throw invalid("a weak key of " + open.getAlgorithm() + ": " + weakness.get());
    }
    requirePair(algorithm, secret, open);
    return new SigningKey(secret, algorithm, key);
  }

  /** A private key whose numbers do not belong together makes signatures that nobody accepts. */
  private static void requirePair(Algorithm algorithm, PrivateKey secret, PublicKey open)
      throws GeneralSecurityException, InvalidSigningKeyException {
    Signature signature =
        Signature.getInstance(
            switch (algorithm) {
              case RS256 -> "SHA256withRSA";
              case ES256 -> "SHA256withECDSA";
              case EDDSA -> "Ed25519";
            });
    byte[] message = "scoria".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    signature.initSign(secret);
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(message);
    if (!signature.verify(signed)) {
      throw invalid(
          "a private key of %s that is damaged"
              .formatted(algorithm.name().toUpperCase(Locale.ROOT)));
    }
  }

  private static InvalidSigningKeyException invalid(String found) {
    return new InvalidSigningKeyException("found " + found + "; accepted: " + ACCEPTED);
  }
}
