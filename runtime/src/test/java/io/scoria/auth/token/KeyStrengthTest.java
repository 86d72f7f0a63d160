package io.scoria.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStrengthTest {
  private static final Signer RSA = Signer.of("rsa", "RS256");

  private static String weakness(String algorithm, PublicKey key) {
    return KeyStrength.weakness(new VerificationKey("k", algorithm, key)).orElse("none");
  }

  private static PublicKey rsa(BigInteger modulus, long exponent) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(exponent)));
  }

  private static BigInteger modulus() {
    return ((RSAPublicKey) RSA.verificationKey().key()).getModulus();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
      })
  void aNewKeyOfEachAlgorithmIsStrong(String algorithm) {
    assertThat(KeyStrength.weakness(Signer.of("k", algorithm).verificationKey())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, ES256",
    "ES256, RS256",
    "ES256, ES384",
    "ES384, ES512",
    "ES512, ES256",
    "EdDSA, ES256",
    "EdDSA, RS256",
    "PS256, EdDSA"
  })
  void aKeyOfAnotherKindThanTheAlgorithmNeedsIsRefused(String algorithm, String kind) {
    PublicKey key = Signer.of("k", kind).verificationKey().key();

    assertThat(weakness(algorithm, key)).startsWith("it is not a key for " + algorithm);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "HS512", "ES256K", "RSA-OAEP", "rs256", ""})
  void anAlgorithmThatIsNotByPublicKeysIsRefused(String algorithm) {
    assertThat(weakness(algorithm, RSA.verificationKey().key())).contains("algorithm");
  }

  @Test
  void ed448IsRefused() throws GeneralSecurityException {
    PublicKey key = KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic();

    assertThat(weakness("EdDSA", key)).contains("Ed25519");
  }

  @Test
  void aShortModulusIsRefusedWithItsLength() throws GeneralSecurityException {
    BigInteger odd = BigInteger.ONE.shiftLeft(2046).setBit(0);

    assertThat(weakness("RS256", rsa(odd, 65537))).contains("2047 bits", "2048");
  }

  @Test
  void aModulusThatWouldTakeLongToCheckIsRefused() throws GeneralSecurityException {
    BigInteger odd = BigInteger.ONE.shiftLeft(8192).setBit(0);

    assertThat(weakness("PS256", rsa(odd, 65537))).contains("8193 bits", "8192");
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 17, 65536, 65538})
  void anExponentThatIsSmallOrEvenIsRefused(long exponent) throws GeneralSecurityException {
    assertThat(weakness("RS256", rsa(modulus(), exponent))).contains("exponent");
  }

  @Test
  void aModulusOfTheKindThatCanBeFactoredIsRefused() throws GeneralSecurityException {
    // Of the form that the library of CVE-2017-15361 made its primes: a power of 65537 by each.
    BigInteger primes = BigInteger.ONE;
    for (int prime = 2; prime <= 167; prime++) {
      if (BigInteger.valueOf(prime).isProbablePrime(20)) {
        primes = primes.multiply(BigInteger.valueOf(prime));
      }
    }
    BigInteger power = BigInteger.valueOf(65537).modPow(BigInteger.valueOf(4711), primes);
    BigInteger modulus = power.add(primes.multiply(BigInteger.ONE.shiftLeft(1900)));
    BigInteger next = modulus.add(BigInteger.TWO);

    assertThat(modulus.bitLength()).isBetween(2048, 8192);
    assertThat(weakness("RS256", rsa(modulus, 65537))).contains("CVE-2017-15361");
    assertThat(weakness("RS256", rsa(next, 65537))).isEqualTo("none");
  }

  @Test
  void aPointBesideTheCurveIsRefused() throws GeneralSecurityException {
    ECPublicKey good = (ECPublicKey) Signer.of("k", "ES256").verificationKey().key();
    ECPoint point = good.getW();
    ECPoint beside = new ECPoint(point.getAffineX(), point.getAffineY().flipBit(0));
    PublicKey key =
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(beside, good.getParams()));

    assertThat(weakness("ES256", key)).contains("not on the curve");
  }
}
