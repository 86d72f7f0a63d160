package io.scoria.auth.token.issuer;

import io.scoria.auth.token.VerificationKey;
import io.scoria.config.TokenConfig.Algorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;

/**
 * What tokens are signed with. Immutable; printed without the secret.
 *
 * @param secret of the pair
 * @param key the public one, by the id of its thumbprint
 */
record SigningKey(PrivateKey secret, Algorithm algorithm, VerificationKey key) {
  private static final int RSA_BITS = 3072; // NIST SP 800-57, part 1, table 2: until 2030 and after

  /** A new pair. */
  static KeyPair generate(Algorithm algorithm) {
    try {
      return switch (algorithm) {
        case RS256 -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
          generator.initialize(RSA_BITS);
          yield generator.generateKeyPair();
        }
        case ES256 -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(new ECGenParameterSpec("secp256r1"));
          yield generator.generateKeyPair();
        }
        case EDDSA -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes keys for " + algorithm.text(), e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[secret=***, " + algorithm.text() + ", " + key.id() + "]";
  }
}
