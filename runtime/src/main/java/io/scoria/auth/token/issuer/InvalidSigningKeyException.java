package io.scoria.auth.token.issuer;

import java.io.IOException;

/** A file holds no key that tokens can be signed with; the message says what is accepted. */
public final class InvalidSigningKeyException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidSigningKeyException(String message) {
    super(message);
  }
}
