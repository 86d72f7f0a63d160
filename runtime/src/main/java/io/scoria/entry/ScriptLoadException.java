package io.scoria.entry;

/** An entry script cannot serve. The message says which file, what is wrong and what to do. */
public sealed class ScriptLoadException extends Exception permits ScriptInitException {
  private static final long serialVersionUID = 1L;

  public ScriptLoadException(String message) {
    super(message);
  }

  public ScriptLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
