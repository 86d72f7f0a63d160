package io.scoria.entry;

/** An entry script cannot serve. The message says which file, what is wrong and what to do. */
public class ScriptLoadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean ofInit;

  public ScriptLoadException(String message) {
    this(message, false);
  }

  public ScriptLoadException(String message, Throwable cause) {
    super(message, cause);
    ofInit = false;
  }

  private ScriptLoadException(String message, boolean ofInit) {
    super(message);
    this.ofInit = ofInit;
  }

  /** The script's own code raised, when it was loaded or in its init. */
  public static ScriptLoadException ofInit(String message) {
    return new ScriptLoadException(message, true);
  }

  /** True where the script's own code raised: the contract has an exit code for that. */
  public boolean isOfInit() {
    return ofInit;
  }
}
