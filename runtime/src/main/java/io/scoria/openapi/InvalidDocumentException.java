package io.scoria.openapi;

/** A document that was given is none. The message names it, and says why, for people. */
public final class InvalidDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  InvalidDocumentException(String problem, Throwable cause) {
    super(problem, cause);
    this.problem = problem;
  }

  InvalidDocumentException(String problem) {
    super(problem);
    this.problem = problem;
  }

  @Override
  public String getMessage() {
    return problem;
  }
}
