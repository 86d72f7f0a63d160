package io.scoria.config;

import java.util.Map;
import java.util.Optional;

/**
 * The {@code environment} of an inference configuration: what a script runs in. This server takes
 * the variables and the interpreter from it; the rest is kept for the work of deployment. Values of
 * variables are not printed, since they may be secrets.
 *
 * @param environmentVariables of the script
 * @param condaDependencies the text of the object, as JSON
 * @param dockerArguments as JSON
 * @param spark the text of the object, as JSON
 * @param databricks the text of the object, as JSON
 */
public record EnvironmentConfig(
    Optional<String> name,
    Optional<String> version,
    Map<String, String> environmentVariables,
    boolean userManagedDependencies,
    Optional<String> interpreterPath,
    Optional<String> condaDependenciesFile,
    Optional<String> condaDependencies,
    Optional<String> baseCondaEnvironment,
    boolean dockerEnabled,
    Optional<String> baseImage,
    Optional<String> baseDockerfile,
    boolean sharedVolumes,
    Optional<String> shmSize,
    Optional<String> dockerArguments,
    ImageRegistry baseImageRegistry,
    Optional<String> spark,
    Optional<String> databricks,
    Optional<String> inferencingStackVersion) {
  public EnvironmentConfig {
    environmentVariables = Map.copyOf(environmentVariables);
  }

  public static EnvironmentConfig defaults() {
    Optional<String> none = Optional.empty();
    return new EnvironmentConfig(
        none,
        none,
        Map.of(),
        false,
        none,
        none,
        none,
        none,
        false,
        none,
        none,
        true,
        none,
        none,
        ImageRegistry.NONE,
        none,
        none,
        none);
  }

  @Override
  public String toString() {
    return "EnvironmentConfig[name=%s, version=%s, environmentVariables=%s, interpreterPath=%s]"
        .formatted(name, version, environmentVariables.keySet(), interpreterPath);
  }
}
