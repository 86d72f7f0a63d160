package io.scoria.config;

import java.util.Optional;

/**
 * An inference configuration ({@code inferenceconfig.json}), of either generation: with an {@code
 * environment}, or with the flat keys that came before it and that it replaces.
 *
 * @param entryScript relative to the source folder
 * @param sourceDirectory relative to the folder of the file; empty for that folder
 * @param runtime python, spark-py or python-slim
 * @param condaFile relative to the source folder
 * @param extraDockerfileSteps a file, relative to the source folder
 * @param enableGpu true for a base image with CUDA
 * @param cudaVersion of that image
 */
public record InferenceConfig(
    Optional<String> entryScript,
    Optional<String> sourceDirectory,
    Optional<EnvironmentConfig> environment,
    Optional<String> runtime,
    Optional<String> condaFile,
    Optional<String> extraDockerfileSteps,
    boolean enableGpu,
    Optional<String> cudaVersion,
    Optional<String> baseImage,
    ImageRegistry baseImageRegistry,
    Optional<String> description) {
  public static InferenceConfig defaults() {
    Optional<String> none = Optional.empty();
    return new InferenceConfig(
        none,
        none,
        Optional.empty(),
        none,
        none,
        none,
        false,
        none,
        none,
        ImageRegistry.NONE,
        none);
  }
}
