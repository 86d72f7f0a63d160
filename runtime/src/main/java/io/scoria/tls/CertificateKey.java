package io.scoria.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** Which keys a server may have. */
final class CertificateKey {
  private static final int MIN_RSA_BITS = 2048;
  private static final byte[] PROBE = {1, 2, 3};
  private static final String ACCEPTED =
      "accepted are RSA of 2048 bits or more, and EC on P-256 or P-384";

  private CertificateKey() {}

  /** Only what both providers and every client of today can use. */
  static void requireUsable(PublicKey key, Path file) throws IOException {
    String found =
        switch (key) {
          case RSAPublicKey rsa when rsa.getAlgorithm().equals("RSA") ->
              rsa.getModulus().bitLength() < MIN_RSA_BITS
                  ? "an RSA key of " + rsa.getModulus().bitLength() + " bits"
                  : "";
          case ECPublicKey ec -> curve(ec);
          default -> "a key of " + key.getAlgorithm();
        };
    if (!found.isEmpty()) {
      throw new IOException(file + " certifies " + found + "; " + ACCEPTED);
    }
  }

  private static String curve(ECPublicKey key) {
    int bits = key.getParams().getCurve().getField().getFieldSize();
    return bits == 256 || bits == 384 ? "" : "an EC key of " + bits + " bits";
  }

  /** True where what the one signs, the other verifies. */
  static boolean isPair(PrivateKey key, PublicKey certified) {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException another) {
      return false;
    }
  }
}
