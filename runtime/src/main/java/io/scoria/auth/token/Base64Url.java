package io.scoria.auth.token;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64url without padding (RFC 7515, section 2), in the one way that an encoder writes it: the
 * JDK's decoder also takes padding, and last characters with bits that stand for nothing.
 */
final class Base64Url {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final byte[] VALUES = values();

  private Base64Url() {}

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      values[ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }

  /** The bytes of a part of the text, or null where it is empty or not written so. */
  static byte @Nullable [] decode(byte[] text, int from, int to) {
    if (!isCanonical(text, from, to)) {
      return null;
    }
    return Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, from, to));
  }

  private static boolean isCanonical(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (VALUES[text[i] & 0xff] < 0) {
        return false;
      }
    }
    int unused =
        switch ((to - from) % 4) {
          case 0 -> 0;
          case 2 -> 0b1111;
          case 3 -> 0b11;
          default -> -1; // six bits are no byte
        };
    return to > from && unused >= 0 && (VALUES[text[to - 1] & 0xff] & unused) == 0;
  }
}
