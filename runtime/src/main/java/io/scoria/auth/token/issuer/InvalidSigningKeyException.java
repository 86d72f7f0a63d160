package io.scoria.auth.token.issuer;

import java.io.IOException;

/**
 * A file holds no key that tokens can be signed with, or one beside others that is none; the
 * message says what is accepted.
 */
public final class InvalidSigningKeyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int number;

  /** About the file as a whole. */
  InvalidSigningKeyException(String message) {
    super(message);
    number = 0;
  }

  private InvalidSigningKeyException(int number, InvalidSigningKeyException same) {
    super(same.getMessage(), same);
    this.number = number;
  }

  /** The same about one of several keys, of which the first is 1. */
  InvalidSigningKeyException about(int key) {
    return new InvalidSigningKeyException(key, this);
  }

  /** Which of several keys it is about; 0 for the file as a whole. */
  int number() {
    return number;
  }
}
