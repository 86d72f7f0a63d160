package io.scoria.it;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the project, its packaged jar and the data of tests lie. */
final class TestData {
  private TestData() {}

  /** The project's root. */
  static Path root() {
    return Path.of(property("scoria.root")).toAbsolutePath().normalize();
  }

  /** The packaged server, with its libraries in {@code lib} beside it. */
  static Path jar() {
    return Path.of(property("scoria.jar")).toAbsolutePath().normalize();
  }

  /** The folder of one of the project's own models. */
  static Path model(String name) {
    return root().resolve("models").resolve(name);
  }

  /**
   * A folder of the public test data beside the project. Where it is missing the test is skipped,
   * and fails where the environment says {@code CI=true}.
   */
  static Path shared(String name) {
    Path folder = root().resolve("../shared/data").resolve(name).normalize();
    if (!Files.isDirectory(folder)) {
      String missing = "there is no test data in ../shared/data/" + name + " beside the project";
      if ("true".equals(System.getenv("CI"))) {
        return fail(missing);
      }
      return abort("Skipped: " + missing + ".");
    }
    return folder;
  }

  private static String property(String name) {
    return Objects.requireNonNull(
        System.getProperty(name), () -> name + " is not set; the build's integration tests set it");
  }
}
