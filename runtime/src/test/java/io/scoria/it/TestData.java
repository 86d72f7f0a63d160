package io.scoria.it;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

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

  /** What makes tests of a folder. */
  interface Tests {
    Stream<DynamicTest> of(Path folder) throws IOException;
  }

  /**
   * The tests of a folder of the public test data beside the project. Where it is missing there is
   * one test, which is skipped; and fails where the environment says {@code CI=true}.
   */
  static Stream<DynamicTest> shared(String name, Tests tests) throws IOException {
    Path folder = root().resolve("../shared/data").resolve(name).normalize();
    if (Files.isDirectory(folder)) {
      return tests.of(folder);
    }
    String missing = "There is no test data in ../shared/data/" + name + " beside the project.";
    return Stream.of(DynamicTest.dynamicTest(missing, () -> skip(missing)));
  }

  private static void skip(String why) {
    if ("true".equals(System.getenv("CI"))) {
      fail(why);
    }
    System.out.println("Skipped: " + why);
    abort(why);
  }

  private static String property(String name) {
    return Objects.requireNonNull(
        System.getProperty(name), () -> name + " is not set; the build's integration tests set it");
  }
}
