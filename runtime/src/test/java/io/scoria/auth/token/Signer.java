package io.scoria.auth.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Signs whatever text it is given as header and claims, by the JDK alone: so tokens can be wrong in
 * any way, and right ones come from another hand than what checks them.
 */
public final class Signer {
  private final String id;
  private final String algorithm;
  private final KeyPair pair;

  private Signer(String id, String algorithm, KeyPair pair) {
    this.id = id;
    this.algorithm = algorithm;
    this.pair = pair;
  }

  /** With a new key of this id. */
  public static Signer of(String id, String algorithm) {
    return new Signer(id, algorithm, newPair(algorithm));
  }

  /** With the same key by another algorithm. */
  public Signer by(String other) {
    return new Signer(id, other, pair);
  }

  public VerificationKey verificationKey() {
    return new VerificationKey(id, algorithm, pair.getPublic());
  }

  /** A token of these claims with the usual header. */
  public String token(String claims) {
    return sign("{\"alg\":\"%s\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(algorithm, id), claims);
  }

  /** A token of this header and these claims. */
  public String sign(String header, String claims) {
    return sign(bytes(header), bytes(claims));
  }

  String sign(byte[] header, byte[] claims) {
    return signParts(base64(header) + "." + base64(claims));
  }

  /** Signs the first two parts of a token as they are. */
  String signParts(String parts) {
    return parts + "." + base64(signature(bytes(parts)));
  }

  byte[] signature(byte[] data) {
    try {
      Signature signature = jdk();
      signature.initSign(pair.getPrivate());
      signature.update(data);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Signature jdk() throws GeneralSecurityException {
    String bits = algorithm.substring(2);
    return switch (algorithm.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
      case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
      case "PS" -> pss(bits);
      default -> Signature.getInstance("Ed25519");
    };
  }

  private static Signature pss(String bits) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    MGF1ParameterSpec mask = new MGF1ParameterSpec("SHA-" + bits);
    signature.setParameter(
        new PSSParameterSpec("SHA-" + bits, "MGF1", mask, Integer.parseInt(bits) / 8, 1));
    return signature;
  }

  private static KeyPair newPair(String algorithm) {
    return switch (algorithm) {
      case "ES256" -> newEcPair("secp256r1");
      case "ES384" -> newEcPair("secp384r1");
      case "ES512" -> newEcPair("secp521r1");
      case "EdDSA" -> newPair("Ed25519", 255);
      default -> newPair("RSA", 2048);
    };
  }

  private static KeyPair newEcPair(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair newPair(String kind, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String base64(String text) {
    return base64(bytes(text));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes of a number without its sign, as many as are asked for. */
  static byte[] unsigned(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[length];
    byte[] tail = Arrays.copyOfRange(signed, Math.max(0, signed.length - length), signed.length);
    System.arraycopy(tail, 0, bytes, length - tail.length, tail.length);
    return bytes;
  }
}
