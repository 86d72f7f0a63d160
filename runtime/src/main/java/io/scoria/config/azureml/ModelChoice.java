package io.scoria.config.azureml;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which model is served, beside a script or without one. */
final class ModelChoice {
  private final Optional<Path> given;

  /**
   * @param given a model folder, or an ONNX file; empty where none was named
   */
  ModelChoice(Optional<Path> given) {
    this.given = given;
  }

  Optional<Path> given() {
    return given;
  }

  /** The folder that holds the model's files; empty where no model was named. */
  Optional<Path> folder() {
    return given
        .map(path -> path.toAbsolutePath().normalize())
        .map(path -> Files.isRegularFile(path) ? path.getParent() : path);
  }

  /** What the server loads: beside a script, only what is exactly one ONNX model. */
  Optional<Path> served(boolean script) {
    return given.filter(path -> !script || isOneModel(path));
  }

  private static boolean isOneModel(Path path) {
    if (Files.isRegularFile(path)) {
      return path.toString().endsWith(".onnx");
    }
    int models = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*.onnx")) {
      for (Path entry : entries) {
        models += Files.isRegularFile(entry) ? 1 : 0;
      }
    } catch (IOException e) {
      return false; // no folder, which is a problem that is told elsewhere
    }
    return models == 1;
  }

  /** The name of the model's folder, where it follows the rule for names of services. */
  Optional<String> serviceName() {
    return folder().map(Path::getFileName).map(Path::toString).filter(Names::follows);
  }
}
