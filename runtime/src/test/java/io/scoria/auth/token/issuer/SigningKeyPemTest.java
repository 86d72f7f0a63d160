package io.scoria.auth.token.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.auth.token.jwk.Jwk;
import io.scoria.config.TokenConfig.Algorithm;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files hold a key that tokens are signed with. */
class SigningKeyPemTest {
  private static String pem(String label, byte[] bytes) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(bytes), label);
  }

  private static PrivateKey ec(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair().getPrivate();
  }

  private static PrivateKey rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair().getPrivate();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatWasMadeIsReadWithItsPublicHalf(Algorithm algorithm) throws Exception {
    KeyPair pair = SigningKey.generate(algorithm);
    SigningKey read = SigningKeyPem.read(SigningKeyPem.write(pair.getPrivate())).getFirst();
    assertThat(read.algorithm()).isEqualTo(algorithm);
    assertThat(read.key().key()).isEqualTo(pair.getPublic());
    assertThat(read.key().id()).isEqualTo(Jwk.thumbprint(pair.getPublic()));
    assertThat(read.key().algorithm()).isEqualTo(algorithm.text());
  }

  @Test
  void theSecretIsNotPrinted() throws Exception {
    PrivateKey secret = SigningKey.generate(Algorithm.ES256).getPrivate();
    assertThat(SigningKeyPem.read(SigningKeyPem.write(secret)).toString())
        .contains("***")
        .doesNotContain(Base64.getEncoder().encodeToString(secret.getEncoded()));
  }

  @Test
  void weakAndOddKeysAreRefusedWithTheReason() throws Exception {
    assertRefused(SigningKeyPem.write(rsa(1024)), "1024 bits");
    assertRefused(SigningKeyPem.write(ec("secp384r1")), "an EC key of P-384");
    KeyPairGenerator ed448 = KeyPairGenerator.getInstance("Ed448");
    assertRefused(SigningKeyPem.write(ed448.generateKeyPair().getPrivate()), "EdDSA");
    KeyPairGenerator x25519 = KeyPairGenerator.getInstance("X25519");
    assertRefused(SigningKeyPem.write(x25519.generateKeyPair().getPrivate()), "neither RSA");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENCRYPTED PRIVATE KEY:an encrypted private key",
        "RSA PRIVATE KEY:openssl pkcs8",
        "EC PRIVATE KEY:openssl pkcs8",
        "CERTIFICATE:a certificate",
        "PUBLIC KEY:a public key",
        "OPENSSH PRIVATE KEY:OPENSSH PRIVATE KEY",
        "PRIVATE KEY:neither RSA, EC of a usual curve nor Ed25519"
      })
  void whatIsNoPrivateKeyIsNamed(String labelAndFound) {
    String[] parts = labelAndFound.split(":", 2);
    assertRefused(pem(parts[0], new byte[40]), parts[1]);
  }

  @Test
  void severalKeysAreReadInTheirOrder() throws Exception {
    List<KeyPair> pairs =
        Stream.of(Algorithm.ES256, Algorithm.EDDSA, Algorithm.ES256)
            .map(SigningKey::generate)
            .toList();
    StringBuilder text = new StringBuilder("\uFEFFBag Attributes: none\n");
    pairs.forEach(it -> text.append(SigningKeyPem.write(it.getPrivate())).append("another:\r\n"));
    assertThat(SigningKeyPem.read(text.toString()))
        .extracting(it -> it.key().key())
        .isEqualTo(pairs.stream().map(KeyPair::getPublic).toList());
  }

  @Test
  void fiveKeysAreTheMost() throws Exception {
    List<String> six = Stream.generate(SigningKeyPemTest::made).limit(6).toList();
    assertThat(SigningKeyPem.read(String.join("", six.subList(0, 5)))).hasSize(5);
    assertRefused(String.join("", six), "found 6 PEM blocks");
  }

  @Test
  void ofSeveralKeysTheOneThatIsNoGoodIsNamed() throws Exception {
    String key = made();
    assertNumbered(2, key + key, "found the same key as key 1");
    assertNumbered(3, key + made() + key, "found the same key as key 1");
    assertNumbered(2, key + SigningKeyPem.write(rsa(1024)), "1024 bits");
    assertNumbered(1, pem("CERTIFICATE", new byte[3]) + key, "a certificate");
    assertNumbered(2, key + pem("EC PRIVATE KEY", new byte[3]), "openssl pkcs8");
    assertNumbered(1, key.replace("-----END PRIVATE KEY-----", "") + made(), "does not end");
    assertNumbered(0, "# a key\n" + pem("PRIVATE KEY", new byte[3]), "neither RSA");
  }

  /** It would still be trusted where only a strict look finds it. */
  @Test
  void nothingThatLooksLikeAKeyIsPassedOver() {
    String key = made();
    assertNumbered(2, key + made().replace("-----BEGIN", "# -----BEGIN"), "begins within a line");
    assertNumbered(2, key + made().replace("-----BEGIN", "#-----BEGIN"), "begins within a line");
    assertNumbered(2, key + made().replaceAll("(?m)^", "#"), "begins within a line");
    assertNumbered(2, key.strip() + made(), "begins within a line");
    assertNumbered(2, key + made().replace("PRIVATE", "private"), "a PEM block");
    assertNumbered(2, key + made().replace("KEY-----", "KEY----"), "does not end");
  }

  @Test
  void filesWithoutAKeyAreRefused() {
    String key = made();
    assertRefused("", "no PEM");
    assertRefused("not a key", "no PEM");
    assertRefused(key.replace("-----END PRIVATE KEY-----", ""), "does not end");
    assertRefused("-----BEGIN PRIVATE KEY-----\n????\n-----END PRIVATE KEY-----", "not base64");
  }

  private static String made() {
    return SigningKeyPem.write(SigningKey.generate(Algorithm.EDDSA).getPrivate());
  }

  private static void assertNumbered(int number, String text, String found) {
    assertRefused(text, found);
    assertThatThrownBy(() -> SigningKeyPem.read(text))
        .isInstanceOfSatisfying(
            InvalidSigningKeyException.class, it -> assertThat(it.number()).isEqualTo(number));
  }

  private static void assertRefused(String text, String found) {
    assertThatThrownBy(() -> SigningKeyPem.read(text))
        .isInstanceOf(InvalidSigningKeyException.class)
        .hasMessageContaining(found)
        .hasMessageContaining("accepted: one to five different private keys as PKCS #8 in PEM");
  }
}
