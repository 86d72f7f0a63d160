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
 * @param terminal true where a person looks on: the process reads from and writes to a terminal
 * @param memory that the process may use; empty where it is not known
 * @param stateFolder where keys and what was measured are kept
 * @param serverVersion that responses name
 */
public record Surroundings(
    Map<String, String> environment,
    Path workingFolder,
    Container container,
    boolean terminal,
    ExecutionConfig execution,
    Optional<MemoryLimit> memory,
    Path stateFolder,
    String serverVersion) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /**
   * True where nobody watches, and something else collects what is written and restarts what ends:
   * in a container whose standard output is no terminal.
   */
  public boolean isUnattended() {
    return container.inside() && !terminal;
  }

  /** Values of variables may be secrets. */
  @Override
  public String toString() {
    return "Surroundings[workingFolder=" + workingFolder + ", container=" + container + "]";
  }
}
