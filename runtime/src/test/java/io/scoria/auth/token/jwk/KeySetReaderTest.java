package io.scoria.auth.token.jwk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.auth.token.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of public keys, as issuers show them. */
class KeySetReaderTest {
  private static final PublicKey RSA = rsa(2048);
  private static final PublicKey P256 = ec("secp256r1");

  private final KeySetReader reader = new KeySetReader();

  private static PublicKey rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair().getPublic();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static PublicKey ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair().getPublic();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private List<VerificationKey> read(String text) throws InvalidKeySetException {
    return reader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String set(String id, String algorithm, PublicKey key) {
    return Jwk.set(List.of(new VerificationKey(id, algorithm, key)));
  }

  @Test
  void everyKindOfKeyThatIsWrittenIsReadTheSame() throws Exception {
    List<VerificationKey> keys =
        List.of(
            new VerificationKey("a", "RS256", RSA),
            new VerificationKey("b", "PS512", RSA),
            new VerificationKey("c", "ES256", P256),
            new VerificationKey("d", "ES384", ec("secp384r1")),
            new VerificationKey("e", "ES512", ec("secp521r1")),
            new VerificationKey(
                "f",
                "EdDSA",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic()));
    assertThat(read(Jwk.set(keys))).isEqualTo(keys);
  }

  @Test
  void aKeyWithoutAnAlgorithmIsReadForTheUsualOneOfItsKind() throws Exception {
    String rsa = set("a", "RS256", RSA).replace("\"alg\":\"RS256\",", "");
    assertThat(read(rsa).getFirst().algorithm()).isEqualTo("RS256");
    String ec = set("a", "ES256", P256).replace("\"alg\":\"ES256\",", "");
    assertThat(read(ec).getFirst().algorithm()).isEqualTo("ES256");
  }

  @Test
  void theThumbprintIsThatOfTheRfc() throws Exception {
    String key = // RFC 7638, section 3.1
        """
        {"keys": [{"kty": "RSA", "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAt\
        VT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7\
        _RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbO\
        pbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8a\
        wapJzKnqDKgw", "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"}]}\
        """;
    assertThat(Jwk.thumbprint(read(key).getFirst().key()))
        .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  }

  @Test
  void theThumbprintOfEd25519IsThatOfTheRfc() throws Exception {
    String key = // RFC 8037, appendix A.3
        """
        {"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "k",
          "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}\
        """;
    assertThat(Jwk.thumbprint(read(key).getFirst().key()))
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kty':'oct','kid':'x','k':'c2VjcmV0','alg':'HS256'}",
        "{'kty':'EC','kid':'x','crv':'secp256k1','x':'AAAA','y':'AAAA'}",
        "{'kty':'OKP','kid':'x','crv':'X25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'}",
        "{'kty':'OKP','kid':'x','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ'}",
        "{'kty':'OKP','kid':'x','crv':'Ed25519','x':'__________________________________________8'}",
        "{'kty':'RSA','kid':'x','n':'!','e':'AQAB'}",
        "{'kty':'RSA','kid':'x'}",
        "{'kid':'x'}",
        "'text'",
        "null"
      })
  void keysOfOtherKindsArePassedOver(String jwk) throws Exception {
    String other = set("good", "ES256", P256);
    String set = other.replace("[{", "[" + jwk.replace('\'', '"') + ",{");
    assertThat(read(set)).extracting(VerificationKey::id).containsExactly("good");
  }

  @Test
  void keysForEncryptionAndForOtherAlgorithmsArePassedOver() {
    String good = set("a", "RS256", RSA);
    for (String text :
        List.of(
            good.replace("\"sig\"", "\"enc\""),
            good.replace("\"use\":\"sig\"", "\"key_ops\":[\"encrypt\"]"),
            good.replace("RS256", "RSA-OAEP"),
            good.replace("RS256", "HS256"),
            good.replace("RS256", "none"),
            good.replace("RS256", "ES256"),
            good.replace("\"kid\":\"a\",", ""),
            good.replace("\"kid\":\"a\"", "\"kid\":7"),
            set("a", "ES384", P256))) {
      assertThatThrownBy(() -> read(text))
          .as(text)
          .isInstanceOf(InvalidKeySetException.class)
          .hasMessageContaining("none of its 1 keys");
    }
  }

  @Test
  void weakKeysAndPointsBesideTheirCurveArePassedOver() {
    assertThatThrownBy(() -> read(set("a", "RS256", rsa(1024)))).hasMessageContaining("none of");
    String set = set("a", "ES256", P256);
    int y = set.indexOf("\"y\":\"") + 5;
    char other = set.charAt(y) == 'A' ? 'B' : 'A';
    String beside = set.substring(0, y) + other + set.substring(y + 1);
    assertThatThrownBy(() -> read(beside)).hasMessageContaining("none of");
  }

  @Test
  void privatePartsAreIgnored() throws Exception {
    String text = set("a", "RS256", RSA).replace("\"e\"", "\"d\":\"c2VjcmV0\",\"e\"");
    assertThat(read(text)).containsExactly(new VerificationKey("a", "RS256", RSA));
  }

  @Test
  void ofKeysOfOneIdTheFirstCounts() throws Exception {
    String first = set("a", "RS256", RSA);
    String second = set("a", "ES256", P256);
    String both = first.replace("]}", "," + second.substring(second.indexOf('[') + 1));
    assertThat(read(both)).containsExactly(new VerificationKey("a", "RS256", RSA));
  }

  @Test
  void moreThanAHundredKeysAreRefused() throws Exception {
    assertThat(read(many(KeySetReader.MAX_KEYS))).hasSize(KeySetReader.MAX_KEYS);
    assertThatThrownBy(() -> read(many(KeySetReader.MAX_KEYS + 1)))
        .hasMessageContaining("101 keys; at most 100");
  }

  private static String many(int count) {
    return Jwk.set(
        IntStream.range(0, count)
            .mapToObj(i -> new VerificationKey("k" + i, "ES256", P256))
            .collect(Collectors.toList()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "\"keys\"",
        "{\"keys\": {}}",
        "{\"keys\": []}",
        "{}",
        "{\"keys\": [], \"keys\": []}",
        "{\"keys\": ["
      })
  void whatIsNoSetIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidKeySetException.class);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    assertThatThrownBy(() -> read("{\"keys\": " + deep + "}"))
        .isInstanceOf(InvalidKeySetException.class);
  }
}
