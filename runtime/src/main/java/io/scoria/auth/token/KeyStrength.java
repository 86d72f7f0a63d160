package io.scoria.auth.token;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which keys signatures are believed by: of their algorithm's kind, and not known to be weak. */
public final class KeyStrength {
  private static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  private static final Map<String, String> CURVES =
      Map.of("ES256", "secp256r1", "ES384", "secp384r1", "ES512", "secp521r1");
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192; // a check of more would take long
  private static final BigInteger F4 = BigInteger.valueOf(65537);
  private static final int MAX_EXPONENT_BITS = 64;

  /** Of the primes below 168 those that tell the moduli of CVE-2017-15361 (ROCA) from others. */
  private static final List<Integer> PRIMES =
      List.of(11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157);

  private KeyStrength() {}

  /** Why the key is not used; empty where it is. */
  public static Optional<String> weakness(VerificationKey key) {
    String algorithm = key.algorithm();
    if (RSA.contains(algorithm)) {
      return key.key() instanceof RSAPublicKey rsa ? weakness(rsa) : anotherKind(algorithm);
    }
    if (CURVES.containsKey(algorithm)) {
      return key.key() instanceof ECPublicKey ec ? weakness(ec, algorithm) : anotherKind(algorithm);
    }
    if (algorithm.equals("EdDSA")) {
      return key.key() instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")
          ? Optional.empty()
          : anotherKind("EdDSA (of Ed25519)");
    }
    return Optional.of("its algorithm is not one that tokens are accepted with");
  }

  private static Optional<String> anotherKind(String algorithm) {
    return Optional.of("it is not a key for " + algorithm);
  }

  private static Optional<String> weakness(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    BigInteger exponent = key.getPublicExponent();
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      return Optional.of(
          "its modulus has %d bits; %d to %d are accepted"
              .formatted(bits, MIN_RSA_BITS, MAX_RSA_BITS));
    }
    boolean isUsual = exponent.compareTo(F4) >= 0 && exponent.bitLength() <= MAX_EXPONENT_BITS;
    if (!isUsual || !exponent.testBit(0)) {
      return Optional.of("its exponent is not an odd number from 65537 to 2^64");
    }
    return isRoca(key.getModulus())
        ? Optional.of("its private key can be computed from it (CVE-2017-15361)")
        : Optional.empty();
  }

  /** True where the modulus is a power of 65537 by each prime, as no other in about 2^27 is. */
  private static boolean isRoca(BigInteger modulus) {
    return PRIMES.stream()
        .allMatch(p -> isPowerOfF4(modulus.mod(BigInteger.valueOf(p)).intValue(), p));
  }

  private static boolean isPowerOfF4(int residue, int prime) {
    int generator = F4.intValue() % prime;
    int power = 1;
    do {
      if (power == residue) {
        return true;
      }
      power = power * generator % prime;
    } while (power != 1);
    return false;
  }

  private static Optional<String> weakness(ECPublicKey key, String algorithm) {
    ECParameterSpec curve = curve(CURVES.getOrDefault(algorithm, ""));
    ECParameterSpec found = key.getParams();
    boolean isCurve =
        found.getCurve().equals(curve.getCurve())
            && found.getGenerator().equals(curve.getGenerator())
            && found.getOrder().equals(curve.getOrder());
    if (!isCurve) {
      return anotherKind(algorithm);
    }
    return isOn(curve, key.getW())
        ? Optional.empty()
        : Optional.of("its point is not on the curve of " + algorithm);
  }

  private static boolean isOn(ECParameterSpec spec, ECPoint point) {
    if (point.equals(ECPoint.POINT_INFINITY)
        || !(spec.getCurve().getField() instanceof ECFieldFp field)) {
      return false;
    }
    BigInteger p = field.getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    boolean inField =
        x.signum() >= 0 && x.compareTo(p) < 0 && y.signum() >= 0 && y.compareTo(p) < 0;
    BigInteger right =
        x.multiply(x).add(spec.getCurve().getA()).multiply(x).add(spec.getCurve().getB());
    return inField && y.multiply(y).subtract(right).mod(p).signum() == 0;
  }

  private static ECParameterSpec curve(String name) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(name));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has the curve " + name, e);
    }
  }
}
