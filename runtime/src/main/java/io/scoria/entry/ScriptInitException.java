package io.scoria.entry;

/** An entry script was loaded, and its own code failed before the first request. */
public final class ScriptInitException extends ScriptLoadException {
  private static final long serialVersionUID = 1L;

  public ScriptInitException(String message) {
    super(message);
  }

  public ScriptInitException(String message, Throwable cause) {
    super(message, cause);
  }
}
