package io.scoria.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The vectors of Project Wycheproof for JSON Web Signatures, Keys and Encryption, against all of
 * the check that is below the claims: their payloads are none. A signature that they call valid is
 * accepted where it is by an algorithm of ours, and refused where it is an HMAC. Where a vector's
 * point lies in its set of keys, the public ones of RSA and EC are tried, as an issuer of them
 * would have them.
 */
class WycheproofTest {
  private static final String CRYPTO = "json_web_crypto_test.json";
  private static final String KEYS = "json_web_key_test.json";

  private final SignatureCheck signatures = new SignatureCheck();

  @TestFactory
  Stream<DynamicTest> signaturesAndKeys() {
    return Stream.of(CRYPTO, KEYS).flatMap(this::tests);
  }

  private Stream<DynamicTest> tests(String file) {
    JsonNode vectors = read(file);
    if (vectors == null) {
      String missing = "There is no test data in ../shared/data/wycheproof beside the project.";
      return Stream.of(DynamicTest.dynamicTest(missing, () -> skip(missing)));
    }
    return groups(vectors)
        .flatMap(group -> group.get("tests").valueStream().map(test -> test(file, group, test)));
  }

  private DynamicTest test(String file, JsonNode group, JsonNode test) {
    String name =
        "%s %s %s: %s"
            .formatted(
                file.contains("key") ? "key" : "crypto",
                test.get("tcId"),
                group.get("comment").textValue(),
                test.get("comment").textValue());
    boolean isValid = test.get("result").textValue().equals("valid");
    JsonNode jws = test.path("jws");
    return DynamicTest.dynamicTest(
        name,
        () -> assertThat(accepts(group, test)).isEqualTo(isValid && isByPublicKey(jws.asText(""))));
  }

  private static boolean isByPublicKey(String jws) {
    CompactToken token = CompactToken.parse(jws.getBytes(StandardCharsets.UTF_8));
    return token != null && !token.headerText("alg").startsWith("HS");
  }

  /** So that it is not by chance that nothing is accepted, or that nothing is refused. */
  @Test
  void twoSignaturesAreAcceptedAndTheValidOnesOfHmacAreNot() {
    Map<String, TreeSet<String>> byAnswer = new TreeMap<>();
    for (String file : List.of(CRYPTO, KEYS)) {
      JsonNode vectors = read(file);
      if (vectors == null) {
        skip("There is no test data in ../shared/data/wycheproof beside the project.");
        return;
      }
      groups(vectors)
          .forEach(group ->
              group
                  .get("tests")
                  .valueStream()
                  .filter(test -> test.get("result").textValue().equals("valid"))
                  .forEach(test ->
                      byAnswer
                          .computeIfAbsent(
                              accepts(group, test) ? "accepted" : "refused",
                              answer -> new TreeSet<>())
                          .add(file.substring(9, 12) + test.get("tcId"))));
    }
    assertThat(byAnswer.get("accepted")).containsExactly("cry18", "cry33", "key5");
    // HMAC: crypto 1 and 48, key 2 and 13 to 15. Encrypted: crypto 50 and 67.
    assertThat(byAnswer.get("refused"))
        .containsExactly("cry1", "cry48", "cry50", "cry67", "key13", "key14", "key15", "key2");
  }

  /** True where any of the keys of the group accepts the token. */
  private boolean accepts(JsonNode group, JsonNode test) {
    JsonNode vector = test.has("jws") ? test.get("jws") : test.get("jwe");
    String text = vector.isTextual() ? vector.textValue() : vector.toString();
    CompactToken token = CompactToken.parse(text.getBytes(StandardCharsets.UTF_8));
    if (token == null || HeaderRules.refuse(token) != null) {
      return false;
    }
    return keys(group).stream()
        .filter(key -> key.id().equals(token.headerText("kid")))
        .anyMatch(key -> signatures.accepts(token, key));
  }

  private static List<VerificationKey> keys(JsonNode group) {
    JsonNode jwk = group.has("public") ? group.get("public") : group.get("private");
    List<VerificationKey> keys = new ArrayList<>();
    Stream<JsonNode> all = jwk.has("keys") ? jwk.get("keys").valueStream() : Stream.of(jwk);
    all.filter(key -> key.path("use").asText("sig").equals("sig"))
        .forEach(key -> {
          PublicKey made = publicKey(key);
          if (made != null) {
            String algorithm = key.path("alg").asText(usual(key));
            keys.add(new VerificationKey(key.path("kid").asText(""), algorithm, made));
          }
        });
    return keys;
  }

  private static String usual(JsonNode jwk) {
    return switch (jwk.path("crv").asText("")) {
      case "P-256" -> "ES256";
      case "P-384" -> "ES384";
      case "P-521" -> "ES512";
      default -> "RS256";
    };
  }

  /** Null where it is no public key, or none that the JDK would take. */
  private static @Nullable PublicKey publicKey(JsonNode jwk) {
    try {
      if (jwk.get("kty").textValue().equals("RSA") && jwk.has("n")) {
        return KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
      }
      if (jwk.get("kty").textValue().equals("EC")) {
        ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve(jwk)));
      }
      return null;
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private static ECParameterSpec curve(JsonNode jwk) throws GeneralSecurityException {
    String bits = jwk.get("crv").textValue().substring(2);
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp" + bits + "r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static BigInteger number(JsonNode jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.get(name).textValue()));
  }

  private static Stream<JsonNode> groups(JsonNode vectors) {
    return vectors.get("testGroups").valueStream();
  }

  /** Null where the data is not there. */
  private static @Nullable JsonNode read(String name) {
    Path file = Path.of(System.getProperty("scoria.root", ".."), "../shared/data/wycheproof", name);
    try {
      return Files.isRegularFile(file) ? new ObjectMapper().readTree(file.toFile()) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void skip(String why) {
    if ("true".equals(System.getenv("CI"))) {
      fail(why);
    }
    System.out.println("Skipped: " + why);
    abort(why);
  }
}
