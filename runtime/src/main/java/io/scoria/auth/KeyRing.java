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

  /** The keys of one moment. Immutable: nothing writes to the digests. */
  static final class Current {
    private final Keys keys;
    private final byte[] primary;
    private final byte[] secondary;

    private Current(Keys keys) {
      this.keys = keys;
      primary = digest(keys.primary());
      String second = keys.secondary();
      secondary = second == null ? primary : digest(second);
    }

    Keys keys() {
      return keys;
    }

    /** The digest of the key, for reading alone. */
    byte[] primary() {
      return primary;
    }

    /** Likewise; that of the primary where there is no other: the same work for every request. */
    byte[] secondary() {
      return secondary;
    }
  }

  public KeyRing(Keys keys) {
    current = new Current(keys);
  }

  /** From here on these let in, and the others no more. */
  public void set(Keys keys) {
    current = new Current(keys);
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
