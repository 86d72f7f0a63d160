package io.scoria.auth.token.jwk;

import java.io.IOException;

/** What came as a set of keys is none that can be used; the message is for the log. */
public final class InvalidKeySetException extends IOException {
  private static final long serialVersionUID = 1L;

  public InvalidKeySetException(String message) {
    super(message);
  }
}
