package io.scoria.auth;

import java.io.IOException;

/** Where the keys of a service are kept. Not thread-safe; blocks. */
public sealed interface KeyStore permits KeyFile, KeyFolder, GivenKeys {
  /**
   * The keys that are there now.
   *
   * @throws IOException if there are none that can be used; the message says where and why, for
   *     whoever runs the server, and holds no key
   */
  Keys read() throws IOException;

  /**
   * Replaces one key and keeps it. Where two processes do so at once, neither is lost.
   *
   * @param key one that {@link KeyStrength} has no problem with
   * @return all keys, as they are now
   * @throws ReadOnlyException if others keep them
   * @throws UnusableException if what is there cannot be used, so that no part of it is replaced
   * @throws IOException as {@link #read}
   */
  Keys replace(KeyKind kind, String key) throws IOException;

  /** Where they are, for people. */
  String place();

  /** True where others may change them, so that they are to be looked at now and then. */
  boolean mayChange();

  /** True where what is replaced stays so when the server is started again. */
  boolean lasts();

  /** What is kept is not keys that can be used. */
  final class UnusableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param message says where and why, for whoever runs the server
     */
    UnusableException(String message, String reason) {
      super(message);
      this.reason = reason;
    }

    /** Why, for whoever must not learn where; a clause without a full stop. */
    public String reason() {
      return reason;
    }
  }

  /** The keys are kept by something else, which has to change them. */
  final class ReadOnlyException extends IOException {
    private static final long serialVersionUID = 1L;

    ReadOnlyException(String message) {
      super(message);
    }
  }
}
