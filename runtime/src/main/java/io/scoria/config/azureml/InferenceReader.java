package io.scoria.config.azureml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scoria.config.EnvironmentConfig;
import io.scoria.config.ImageRegistry;
import io.scoria.config.InferenceConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads an inference configuration. */
final class InferenceReader {
  private InferenceReader() {}

  /** Empty where the file cannot be read at all; the findings say so, and what else is wrong. */
  static Optional<Values> read(Path file, Findings findings) {
    Optional<ObjectNode> root = ConfigFile.read(file, findings);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Values values = InferenceFile.TABLE.read(file, root.get(), findings);
    checkEnvironment(values, findings);
    noteDependencies(values, findings);
    return Optional.of(values);
  }

  private static void checkEnvironment(Values values, Findings findings) {
    if (values.has(InferenceFile.DOCKER_IMAGE) && values.has(InferenceFile.DOCKERFILE)) {
      findings.problem(
          values.file().toString(),
          InferenceFile.DOCKERFILE.name(),
          "it with environment.docker.baseImage",
          "one of the two");
    }
    if (!values.hasObject("environment")) {
      return;
    }
    for (Key<?> key : InferenceFile.REPLACED) {
      if (values.has(key)) {
        values.drop(key);
        findings.warn(
            values.file() + ": " + key.name() + " is ignored: environment is there in its place");
      }
    }
  }

  private static void noteDependencies(Values values, Findings findings) {
    if (values.find(InferenceFile.NAME).filter(InferenceFile::isCurated).isPresent()) {
      findings.warn(
          values.file()
              + ": "
              + InferenceFile.NAME.name()
              + " is that of a curated environment, which is not there: the interpreter of the"
              + " script must have its packages.");
    }
    for (Key<String> key :
        java.util.List.of(
            InferenceFile.CONDA_FILE,
            InferenceFile.CONDA_DEPENDENCIES_FILE,
            InferenceFile.CONDA_DEPENDENCIES)) {
      if (values.has(key)) {
        findings.note(
            values.file()
                + ": "
                + key.name()
                + " is given, but no environment is built from it: the interpreter of the script"
                + " must have the packages.");
      }
    }
  }

  static InferenceConfig config(Values values) {
    Optional<EnvironmentConfig> environment =
        values.hasObject("environment") ? Optional.of(environment(values)) : Optional.empty();
    return new InferenceConfig(
        values.find(InferenceFile.ENTRY_SCRIPT),
        values.find(InferenceFile.SOURCE_DIRECTORY),
        environment,
        values.find(InferenceFile.RUNTIME),
        values.find(InferenceFile.CONDA_FILE),
        values.find(InferenceFile.EXTRA_STEPS).or(() -> values.find(InferenceFile.EXTRA_STEPS_TOO)),
        values.get(InferenceFile.ENABLE_GPU),
        values.find(InferenceFile.CUDA_VERSION),
        values.find(InferenceFile.BASE_IMAGE),
        registry(values, InferenceFile.REGISTRY),
        values.find(InferenceFile.DESCRIPTION));
  }

  private static EnvironmentConfig environment(Values values) {
    return new EnvironmentConfig(
        values.find(InferenceFile.NAME),
        values.find(InferenceFile.VERSION),
        values.find(InferenceFile.VARIABLES).orElse(Map.of()),
        values.get(InferenceFile.USER_MANAGED),
        values.find(InferenceFile.INTERPRETER),
        values.find(InferenceFile.CONDA_DEPENDENCIES_FILE),
        values.find(InferenceFile.CONDA_DEPENDENCIES),
        values.find(InferenceFile.BASE_CONDA),
        values.get(InferenceFile.DOCKER),
        values.find(InferenceFile.DOCKER_IMAGE),
        values.find(InferenceFile.DOCKERFILE),
        values.get(InferenceFile.SHARED_VOLUMES),
        values.find(InferenceFile.SHM_SIZE),
        values.find(InferenceFile.ARGUMENTS),
        registry(values, InferenceFile.DOCKER_REGISTRY),
        values.find(InferenceFile.SPARK),
        values.find(InferenceFile.DATABRICKS),
        values.find(InferenceFile.STACK_VERSION));
  }

  private static ImageRegistry registry(Values values, InferenceFile.Registry keys) {
    return new ImageRegistry(
        values.find(keys.whole()).or(() -> values.find(keys.address())),
        values.find(keys.username()),
        values.find(keys.password()));
  }
}
