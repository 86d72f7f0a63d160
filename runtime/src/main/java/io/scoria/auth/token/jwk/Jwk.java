package io.scoria.auth.token.jwk;

import io.scoria.auth.token.VerificationKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes public keys: RSA, EC of the curves of {@link Curve}, and Ed25519. */
public final class Jwk {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int ED25519_BYTES = 32;

  private Jwk() {}

  /**
   * The id of a key that is the same wherever it is computed: its thumbprint (RFC 7638).
   *
   * @throws IllegalArgumentException if the key is of another kind
   */
  public static String thumbprint(PublicKey key) {
    try {
      byte[] text = object(required(key)).getBytes(StandardCharsets.UTF_8);
      return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A set of keys as JSON (RFC 7517, section 5). */
  public static String set(List<VerificationKey> keys) {
    return keys.stream().map(Jwk::text).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static String text(VerificationKey key) {
    Map<String, String> members = required(key.key());
    members.put("alg", key.algorithm());
    members.put("kid", key.id());
    members.put("use", "sig");
    return object(members);
  }

  /** The members that make the key, sorted by name. */
  private static Map<String, String> required(PublicKey key) {
    return new TreeMap<>(
        switch (key) {
          case RSAPublicKey rsa ->
              Map.of(
                  "kty",
                  "RSA",
                  "n",
                  number(rsa.getModulus()),
                  "e",
                  number(rsa.getPublicExponent()));
          case ECPublicKey ec -> ec(ec);
          case EdECPublicKey ed when ed.getParams().getName().equals("Ed25519") ->
              Map.of("kty", "OKP", "crv", "Ed25519", "x", ed25519(ed));
          default -> throw new IllegalArgumentException("a key of another kind");
        });
  }

  private static Map<String, String> ec(ECPublicKey key) {
    Curve curve =
        Curve.of(key.getParams())
            .orElseThrow(() -> new IllegalArgumentException("a key of another curve"));
    return Map.of(
        "kty",
        "EC",
        "crv",
        curve.text(),
        "x",
        BASE64.encodeToString(bigEndian(key.getW().getAffineX(), curve.bytes())),
        "y",
        BASE64.encodeToString(bigEndian(key.getW().getAffineY(), curve.bytes())));
  }

  private static String ed25519(EdECPublicKey key) {
    byte[] y = bigEndian(key.getPoint().getY(), ED25519_BYTES);
    byte[] littleEndian = new byte[ED25519_BYTES];
    for (int i = 0; i < ED25519_BYTES; i++) {
      littleEndian[i] = y[ED25519_BYTES - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      littleEndian[ED25519_BYTES - 1] |= (byte) 0x80;
    }
    return BASE64.encodeToString(littleEndian);
  }

  private static String number(BigInteger number) {
    return BASE64.encodeToString(bigEndian(number, (number.bitLength() + 7) / 8));
  }

  private static byte[] bigEndian(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[length];
    int from = Math.max(0, signed.length - length);
    byte[] tail = Arrays.copyOfRange(signed, from, signed.length);
    System.arraycopy(tail, 0, bytes, length - tail.length, tail.length);
    return bytes;
  }

  /** Names and values are of base64url and letters alone: nothing is to be escaped. */
  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(it -> "\"" + it.getKey() + "\":\"" + it.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
