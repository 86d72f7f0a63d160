package io.scoria.config;

import java.nio.file.Path;

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
}
