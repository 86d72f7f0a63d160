package io.scoria.cli;

import io.scoria.auth.KeyProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key with which a command asks a running server. */
final class ManagementKeyOption {
  private static final String NAME = "--management-key-file";

  @Option(
      names = NAME,
      paramLabel = "FILE|DIR",
      description =
          "The management key of that server, where it asks for one. Default: "
              + "SCORIA_MANAGEMENT_KEY of the environment.")
  private @Nullable Path file;

  /**
   * Passes where no file was named.
   *
   * @throws IllegalArgumentException if one was, though no server is asked
   */
  void requireNone() {
    if (file != null) {
      throw new IllegalArgumentException(NAME + " is for --url; give that too");
    }
  }

  /**
   * The key; empty where none is given.
   *
   * @throws IOException if it cannot be read; the message is for people
   */
  Optional<String> key(Map<String, String> environment) throws IOException {
    Path given = file;
    if (given == null) {
      return Optional.ofNullable(environment.get(KeySource.MANAGEMENT)).filter(it -> !it.isEmpty());
    }
    try {
      return Optional.of(KeySource.store(given.toAbsolutePath().normalize()).read().primary());
    } catch (IOException e) {
      throw new IOException(NAME + ": " + KeyProblem.text(e), e);
    }
  }
}
