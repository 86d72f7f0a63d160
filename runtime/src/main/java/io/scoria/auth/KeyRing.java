package io.scoria.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The keys that let clients in now. Set by whoever changes them, read for each request without a
 * lock: a request sees both keys of one moment. Thread-safe.
 */
public final class KeyRing {
  private volatile Current current; // immutable, and replaced as a whole

  /**
   * @param primary the digest of the key, which nothing writes to
   * @param secondary that of the primary where there is no other: the same work for every request
   */
  record Current(Keys keys, byte[] primary, byte[] secondary) {
    static Current of(Keys keys) {
      byte[] primary = digest(keys.primary());
      String second = keys.secondary();
      return new Current(keys, primary, second == null ? primary : digest(second));
    }
  }

  public KeyRing(Keys keys) {
    current = Current.of(keys);
  }

  /** From here on these let in, and the others no more. */
  public void set(Keys keys) {
    current = Current.of(keys);
  }

  public Keys keys() {
    return current.keys();
  }

  Current current() {
    return current;
  }

  private static byte[] digest(String key) {
    return sha256().digest(key.getBytes(StandardCharsets.UTF_8));
  }

  /** A new one: they are not thread-safe. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
