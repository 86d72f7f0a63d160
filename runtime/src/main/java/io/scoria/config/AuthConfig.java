package io.scoria.config;

import java.nio.file.Path;
import java.util.Optional;

/** How clients are let in. */
public sealed interface AuthConfig {
  /** Everybody is. */
  record None() implements AuthConfig {}

  /**
   * With a key from the environment where it is set there, else from a file.
   *
   * @param keyFile made where it is missing
   */
  record Key(Path keyFile) implements AuthConfig {}

  /**
   * With a key from the environment where it is set there, else with those that a file of the
   * configuration gives. Printed as {@code ***}.
   *
   * @param file that gives them, for messages
   */
  record Given(String primary, Optional<String> secondary, Path file) implements AuthConfig {
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
