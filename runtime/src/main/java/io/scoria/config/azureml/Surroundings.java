package io.scoria.config.azureml;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.MemoryLimit;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the process runs, as far as a configuration depends on it.
 *
 * @param environment its variables
 * @param workingFolder that relative paths begin in
 * @param execution the defaults of this machine
 * @param memory that the process may use; empty where it is not known
 * @param stateFolder where keys and what was measured are kept
 * @param serverVersion that responses name
 */
public record Surroundings(
    Map<String, String> environment,
    Path workingFolder,
    Container container,
    ExecutionConfig execution,
    Optional<MemoryLimit> memory,
    Path stateFolder,
    String serverVersion) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Values of variables may be secrets. */
  @Override
  public String toString() {
    return "Surroundings[workingFolder=" + workingFolder + ", container=" + container + "]";
  }
}
