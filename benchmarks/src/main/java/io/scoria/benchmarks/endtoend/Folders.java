package io.scoria.benchmarks.endtoend;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param root of the project
 * @param work for models that are made, logs and state; may be deleted at any time
 * @param serverJar the server that is measured
 */
public record Folders(Path root, Path work, Path serverJar) {
  public static Folders in(Path root) {
    return new Folders(
        root, root.resolve("benchmarks/target/bench"), root.resolve("runtime/target/scoria.jar"));
  }

  public Folders withServerJar(Path jar) {
    return new Folders(root, work, jar);
  }

  /**
   * Where a report goes.
   *
   * @param full false of a run that is quick or in part, which does not take the place of a full
   *     one
   */
  public Path results(boolean full) {
    return full ? root.resolve("benchmarks/results") : work.resolve("results");
  }

  Path log(String name) {
    return work.resolve("logs").resolve(name + ".log");
  }

  /** Entry scripts that are measured, and what serves them by hand. */
  Path entryScripts() {
    return root.resolve("benchmarks/src/main/entry-scripts");
  }

  Path sampleModel(String name) {
    return root.resolve("models").resolve(name);
  }

  /** Public test data, which is not part of the project and may be missing. */
  Path lightResnet50() {
    return root.resolve("../shared/data/onnx-light/light_resnet50.onnx").normalize();
  }
}
