package io.scoria.engine;

/** A run that gave no outputs. */
public final class RunException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean inputsToBlame;
  private final String safeDetail;

  /**
   * @param inputsToBlame true where other inputs of the same types and shapes might have run
   * @param safeDetail what a client may be told: no path; empty where nothing may
   */
  public RunException(boolean inputsToBlame, String safeDetail, Throwable cause) {
    super(cause.getMessage(), cause);
    this.inputsToBlame = inputsToBlame;
    this.safeDetail = safeDetail;
  }

  public boolean inputsToBlame() {
    return inputsToBlame;
  }

  public String safeDetail() {
    return safeDetail;
  }
}
