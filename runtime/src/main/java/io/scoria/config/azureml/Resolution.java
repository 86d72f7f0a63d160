package io.scoria.config.azureml;

import io.scoria.config.DeploymentConfig;
import io.scoria.config.InferenceConfig;
import io.scoria.config.ServeConfig;
import java.util.List;
import java.util.Optional;

/**
 * What came of options, environment and files.
 *
 * @param serve what the server is told; empty where there are problems
 * @param inference the inference configuration, whole, where there is one without problems
 * @param deployment the deployment configuration, likewise
 * @param shown the effective configuration, without secrets
 * @param problems why it cannot be used; all of them
 * @param warnings what is ignored
 * @param notes what else there is to say
 */
public record Resolution(
    Optional<ServeConfig> serve,
    Optional<InferenceConfig> inference,
    Optional<DeploymentConfig> deployment,
    List<Shown> shown,
    List<Problem> problems,
    List<String> warnings,
    List<String> notes) {
  public Resolution {
    shown = List.copyOf(shown);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }
}
