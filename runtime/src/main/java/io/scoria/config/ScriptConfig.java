package io.scoria.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How an entry script is run. Its language is that of its file: Python for {@code .py}, Java for
 * {@code .java} and {@code .jar}.
 *
 * @param file the script
 * @param appRoot the folder that scripts find their other files from: their working folder
 * @param sourceDirectory where modules that the script imports lie, beside its own folder
 * @param modelDir what the script finds as AZUREML_MODEL_DIR
 * @param interpreter a Python interpreter: a path, or a name that is looked up
 * @param workers Python processes
 * @param preload true where the script is loaded and initialized once, and workers are forked then
 * @param timeoutMs that {@code run} may take, whatever the deadline of its call
 * @param maxCalls that the script may have at once; empty for as many as there are workers, and in
 *     Java for any number
 * @param environment of the script, beside that of the server
 */
public record ScriptConfig(
    Path file,
    Path appRoot,
    Path sourceDirectory,
    Path modelDir,
    String interpreter,
    int workers,
    boolean preload,
    int timeoutMs,
    OptionalInt maxCalls,
    Map<String, String> environment) {
  public static final String DEFAULT_INTERPRETER = "python3";
  public static final int DEFAULT_WORKERS = 1;

  /** One hour, the default of the server whose contract this is. */
  public static final int DEFAULT_TIMEOUT_MS = 3_600_000;

  public ScriptConfig {
    environment = Map.copyOf(environment);
    if (workers < 1 || timeoutMs < 1 || maxCalls.orElse(1) < 1) {
      throw new IllegalArgumentException("workers, timeoutMs and maxCalls are 1 or more");
    }
  }

  /** True where it runs in processes of its own. */
  public boolean isPython() {
    return file.toString().endsWith(".py");
  }
}
