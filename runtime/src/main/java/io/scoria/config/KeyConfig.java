package io.scoria.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the keys of a service come from. Those of the environment, where set there, beat both. */
public sealed interface KeyConfig {
  /**
   * From a file, or from a folder as a secret is mounted.
   *
   * @param file made where it is missing, as a file
   * @param folderIsMade true where its folder is made too
   */
  record InFile(Path file, boolean folderIsMade) implements KeyConfig {
    /** One that somebody has named, in a folder that is there. */
    public InFile(Path file) {
      this(file, false);
    }

    /** The one that is used where nobody has named another. */
    public static InFile usual(Path file) {
      return new InFile(file, true);
    }
  }

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
