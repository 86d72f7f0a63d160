package io.scoria.auth.token.jwk;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Optional;

/**
 * An elliptic curve that signatures are made on (RFC 7518, section 6.2.1.1), with as much of its
 * arithmetic as keys are checked with. Not for secrets that others time: it takes longer for some.
 */
@SuppressWarnings("ImmutableEnumChecker") // the specification is, and does not say so
public enum Curve {
  P256("P-256", "secp256r1", "ES256", 32),
  P384("P-384", "secp384r1", "ES384", 48),
  P521("P-521", "secp521r1", "ES512", 66);

  private final String text;
  private final String algorithm;
  private final int bytes;
  private final ECParameterSpec spec;

  Curve(String text, String jdkName, String algorithm, int bytes) {
    this.text = text;
    this.algorithm = algorithm;
    this.bytes = bytes;
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(jdkName));
      spec = parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + jdkName, e);
    }
  }

  static Optional<Curve> of(String text) {
    for (Curve curve : values()) {
      if (curve.text.equals(text)) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }

  /** The curve of a key's parameters; empty for another. */
  public static Optional<Curve> of(ECParameterSpec parameters) {
    for (Curve curve : values()) {
      boolean same =
          curve.spec.getCurve().equals(parameters.getCurve())
              && curve.spec.getGenerator().equals(parameters.getGenerator())
              && curve.spec.getOrder().equals(parameters.getOrder());
      if (same) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }

  /** By its name in a JWK. */
  public String text() {
    return text;
  }

  /** The one algorithm of signatures on it. */
  public String algorithm() {
    return algorithm;
  }

  /** Of a coordinate. */
  int bytes() {
    return bytes;
  }

  public ECParameterSpec spec() {
    return spec;
  }

  /** The public point of a private number from 1 to less than the order. */
  public ECPoint publicPoint(BigInteger secret) {
    ECPoint sum = ECPoint.POINT_INFINITY;
    for (int bit = secret.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      if (secret.testBit(bit)) {
        sum = add(sum, spec.getGenerator());
      }
    }
    return sum;
  }

  /** Of SEC 1, section 2.2.1. */
  private ECPoint add(ECPoint a, ECPoint b) {
    if (a.equals(ECPoint.POINT_INFINITY)) {
      return b;
    }
    if (b.equals(ECPoint.POINT_INFINITY)) {
      return a;
    }
    BigInteger p = prime();
    BigInteger dx = b.getAffineX().subtract(a.getAffineX()).mod(p);
    BigInteger dy = b.getAffineY().subtract(a.getAffineY()).mod(p);
    if (dx.signum() == 0) {
      if (dy.signum() != 0 || a.getAffineY().signum() == 0) {
        return ECPoint.POINT_INFINITY;
      }
      BigInteger three = BigInteger.valueOf(3);
      dy = a.getAffineX().pow(2).multiply(three).add(spec.getCurve().getA());
      dx = a.getAffineY().shiftLeft(1);
    }
    BigInteger slope = dy.multiply(dx.modInverse(p)).mod(p);
    BigInteger x = slope.pow(2).subtract(a.getAffineX()).subtract(b.getAffineX()).mod(p);
    BigInteger y = slope.multiply(a.getAffineX().subtract(x)).subtract(a.getAffineY()).mod(p);
    return new ECPoint(x, y);
  }

  private BigInteger prime() {
    return ((ECFieldFp) spec.getCurve().getField()).getP();
  }
}
