package io.scoria.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the keys of a service come from. Those of the environment, where set there, beat both. */
public sealed interface KeyConfig {
  /**
   * From a file, or from a folder as a secret is mounted.
   *
   * @param file made where it is missing, as a file
   */
  record InFile(Path file) implements KeyConfig {}

  /**
   * From the environment.
   *
   * @param variable that holds the one key
   */
  record InEnvironment(String variable) implements KeyConfig {}

  /**
   * From a file of the configuration, which gives them. Printed as {@code ***}.
   *
   * @param file that gives them, for messages
   */
  record Given(String primary, Optional<String> secondary, Path file) implements KeyConfig {
    @Override
    public String toString() {
      return "Given[primary=***, secondary="
          + secondary.map(key -> "***").orElse("none")
          + ", file="
          + file
          + "]";
    }
  }
}
