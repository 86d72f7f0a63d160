package io.scoria.openapi;

/** A document that was given is none. The message names it, and says why, for people. */
public final class InvalidDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidDocumentException(String message, Throwable cause) {
    super(message, cause);
  }

  InvalidDocumentException(String message) {
    super(message);
  }
}
