package io.scoria.cli;

import io.scoria.auth.KeyFile;
import io.scoria.auth.Keys;
import io.scoria.config.AuthConfig;
import io.scoria.config.KeyConfig;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys came from.
 *
 * @param keys empty where none are asked for
 * @param description for people; without the keys
 * @param shellExpression what a shell makes the primary key of; empty where there is none
 */
record KeySource(Optional<Keys> keys, String description, String shellExpression) {
  static final String PRIMARY = "SCORIA_PRIMARY_KEY";
  static final String SECONDARY = "SCORIA_SECONDARY_KEY";

  /**
   * @throws IOException if there is no way to the keys; the message says what to do
   */
  static KeySource of(AuthConfig auth, Map<String, String> environment) throws IOException {
    if (auth.keys().isEmpty()) {
      return new KeySource(Optional.empty(), "none: everybody who reaches this port may score", "");
    }
    return switch (auth.keys().get()) {
      case KeyConfig.InFile(Path file) -> {
        Keys given = fromEnvironment(environment);
        yield given == null
            ? fromFile(file)
            : new KeySource(Optional.of(given), fromVariables(given), "$" + PRIMARY);
      }
      case KeyConfig.Given given -> {
        Keys set = fromEnvironment(environment);
        yield set == null
            ? fromConfiguration(given)
            : new KeySource(Optional.of(set), fromVariables(set), "$" + PRIMARY);
      }
    };
  }

  private static KeySource fromConfiguration(KeyConfig.Given given) {
    Keys keys = new Keys(given.primary(), given.secondary().orElse(null));
    String from =
        "from " + given.file() + "; the command below needs " + PRIMARY + " set to the first";
    return new KeySource(Optional.of(keys), from, "$" + PRIMARY);
  }

  private static String fromVariables(Keys keys) {
    String names = keys.secondary() == null ? PRIMARY : PRIMARY + " and " + SECONDARY;
    return "from the environment (" + names + "); the command below needs " + PRIMARY + " set too";
  }

  private static KeySource fromFile(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      boolean isNew = !Files.exists(absolute);
      Keys keys = KeyFile.readOrCreate(absolute);
      String read = "$(head -n 1 " + Shell.quote(absolute.toString()) + ")";
      return new KeySource(
          Optional.of(keys), "in " + absolute + (isNew ? " (made now)" : ""), read);
    } catch (IOException e) {
      String hint =
          "; set " + PRIMARY + ", or give --key-file FILE where a file can be kept, or --auth none";
      String problem = problem(e);
      // Some problems come with what to do about them; one remedy is enough.
      String remedy = problem.contains("; ") || problem.endsWith(".") ? "" : hint;
      throw new IOException("the keys cannot be kept in " + absolute + ": " + problem + remedy, e);
    }
  }

  /** The JDK's exceptions of a file system name the file and, some of them, nothing else. */
  private static String problem(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied for " + denied.getFile();
      case NoSuchFileException missing -> missing.getFile() + " cannot be made";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static @Nullable Keys fromEnvironment(Map<String, String> environment)
      throws IOException {
    String primary = environment.get(PRIMARY);
    String secondary = environment.get(SECONDARY);
    if (primary == null && secondary == null) {
      return null;
    }
    if (primary == null) {
      throw new IOException(SECONDARY + " is set and " + PRIMARY + " is not; set both or neither");
    }
    requireUsable(PRIMARY, primary);
    if (secondary != null) {
      requireUsable(SECONDARY, secondary);
    }
    return new Keys(primary, secondary);
  }

  private static void requireUsable(String name, String key) throws IOException {
    if (!Keys.isUsable(key)) {
      String problem =
          key.isEmpty() ? " is empty" : " holds a space or a character that is not visible ASCII";
      throw new IOException(name + problem + "; set it to the key alone, or unset it");
    }
  }
}
