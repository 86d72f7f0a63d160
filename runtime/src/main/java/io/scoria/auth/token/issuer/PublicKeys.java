package io.scoria.auth.token.issuer;

import io.scoria.auth.token.jwk.Curve;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;

/** The public keys of private ones, which files seldom hold beside them. */
final class PublicKeys {
  private PublicKeys() {}

  static PublicKey of(RSAPrivateCrtKey secret) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
  }

  static PublicKey of(ECPrivateKey secret, Curve curve) throws GeneralSecurityException {
    boolean inRange =
        secret.getS().signum() > 0 && secret.getS().compareTo(curve.spec().getOrder()) < 0;
    if (!inRange) {
      throw new InvalidKeySpecException("not a number of the curve's group");
    }
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(curve.publicPoint(secret.getS()), curve.spec()));
  }

  /**
   * The JDK makes a key pair of 32 random bytes, which are the private key (RFC 8032, section
   * 5.1.5): given those of the private key, it makes its public one.
   */
  static PublicKey of(EdECPrivateKey secret) throws GeneralSecurityException {
    byte[] seed =
        secret.getBytes().orElseThrow(() -> new InvalidKeySpecException("a key without its bytes"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Replay(seed));
    return generator.generateKeyPair().getPublic();
  }

  /** Gives the bytes that it is given. */
  private static final class Replay extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Replay(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}
