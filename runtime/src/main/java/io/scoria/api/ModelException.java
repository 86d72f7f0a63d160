package io.scoria.api;

/**
 * A model did not run. The message says why, and holds nothing of the request: it may be logged.
 */
public class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
