package io.scoria.cli;

import io.scoria.auth.Authenticator;
import io.scoria.auth.GivenKeys;
import io.scoria.auth.KeyFile;
import io.scoria.auth.KeyFolder;
import io.scoria.auth.KeyProblem;
import io.scoria.auth.KeyStore;
import io.scoria.auth.KeyStrength;
import io.scoria.auth.Keys;
import io.scoria.auth.LiveKeys;
import io.scoria.config.AuthConfig;
import io.scoria.config.KeyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys came from. Owns them.
 *
 * @param keys empty where none are asked for
 * @param description for people; without the keys
 * @param shellExpression what a shell makes the primary key of; empty where there is none
 */
record KeySource(Optional<LiveKeys> keys, String description, String shellExpression)
    implements AutoCloseable {
  static final String PRIMARY = "SCORIA_PRIMARY_KEY";
  static final String SECONDARY = "SCORIA_SECONDARY_KEY";

  static final String MANAGEMENT = "SCORIA_MANAGEMENT_KEY";

  private static final Hint SCORING =
      new Hint(
          "--key-file",
          "; set "
              + PRIMARY
              + ", or give --key-file FILE where a file can be kept, or --auth none");
  private static final Hint MANAGING =
      new Hint(
          "--management-key-file",
          "; set " + MANAGEMENT + ", or give --management-key-file FILE where a file can be kept");

  /**
   * For whoever starts the server without a way to the keys.
   *
   * @param option that names the file of the keys
   * @param remedy what else to do
   */
  private record Hint(String option, String remedy) {}

  /**
   * Those of clients that score.
   *
   * @throws IOException if there is no way to the keys; the message says what to do
   */
  static KeySource of(AuthConfig auth, Map<String, String> environment) throws IOException {
    if (auth.keys().isEmpty() && auth.tokens().isPresent()) {
      String needs = "none; the command below needs " + TokenSource.VARIABLE + " set to a token";
      return new KeySource(Optional.empty(), needs, "$" + TokenSource.VARIABLE);
    }
    if (auth.keys().isEmpty()) {
      return new KeySource(Optional.empty(), "none: everybody who reaches this port may score", "");
    }
    Keys set = fromEnvironment(environment);
    return set == null ? of(auth.keys().get(), environment, SCORING) : fromVariables(set);
  }

  /**
   * Those of people who run the server.
   *
   * @throws IOException if there is no way to the keys; the message says what to do
   */
  static KeySource ofManagement(KeyConfig config, Map<String, String> environment)
      throws IOException {
    return of(config, environment, MANAGING);
  }

  /** Lets in whoever has a key, or everybody where none is asked for. */
  Authenticator authenticator() {
    return keys.map(LiveKeys::authenticator).orElse(Authenticator.NONE);
  }

  @Override
  public void close() {
    keys.ifPresent(LiveKeys::close);
  }

  private static KeySource of(KeyConfig config, Map<String, String> environment, Hint hint)
      throws IOException {
    return switch (config) {
      case KeyConfig.InFile file -> fromFile(file, hint);
      case KeyConfig.InEnvironment(String variable) -> fromVariable(variable, environment);
      case KeyConfig.Given given -> fromConfiguration(given);
    };
  }

  private static KeySource fromConfiguration(KeyConfig.Given given) throws IOException {
    Keys keys = new Keys(given.primary(), given.secondary().orElse(null));
    String from =
        "from " + given.file() + "; the command below needs " + PRIMARY + " set to the first";
    return given(keys, given.file().toString(), from, PRIMARY);
  }

  private static KeySource fromVariables(Keys keys) throws IOException {
    String names = keys.secondary() == null ? PRIMARY : PRIMARY + " and " + SECONDARY;
    String from =
        "from the environment (" + names + "); the command below needs " + PRIMARY + " set too";
    return given(keys, "the environment", from, PRIMARY);
  }

  private static KeySource fromVariable(String name, Map<String, String> environment)
      throws IOException {
    Keys key = new Keys(required(name, environment.getOrDefault(name, "")), null);
    return given(key, name, "from the environment (" + name + ")", name);
  }

  private static KeySource given(Keys keys, String place, String from, String variable)
      throws IOException {
    LiveKeys live = LiveKeys.open(new GivenKeys(keys, place));
    return new KeySource(Optional.of(live), from, "$" + variable);
  }

  /** A file, or a folder as a secret is mounted. */
  static KeyStore store(Path file) {
    return Files.isDirectory(file) ? new KeyFolder(file) : new KeyFile(file);
  }

  private static KeySource fromFile(KeyConfig.InFile config, Hint hint) throws IOException {
    Path absolute = config.file().toAbsolutePath().normalize();
    try {
      provideFolder(absolute.getParent(), config.folderIsMade(), hint);
      KeyStore store = store(absolute);
      boolean isNew = !Files.exists(absolute);
      if (store instanceof KeyFile) {
        KeyFile.readOrCreate(absolute);
      }
      LiveKeys keys = LiveKeys.open(store);
      return new KeySource(
          Optional.of(keys), "in " + absolute + (isNew ? " (made now)" : ""), read(store));
    } catch (IOException e) {
      String problem = KeyProblem.text(e);
      // Some problems come with what to do about them; one remedy is enough.
      String remedy = problem.contains("; ") || problem.endsWith(".") ? "" : hint.remedy();
      throw new IOException("the keys cannot be kept in " + absolute + ": " + problem + remedy, e);
    }
  }

  /** A folder that is misspelled must not become one with keys that nobody meant. */
  private static void provideFolder(@Nullable Path folder, boolean isMade, Hint hint)
      throws IOException {
    if (folder == null) {
      return;
    }
    if (isMade) {
      Files.createDirectories(folder);
    } else if (!Files.isDirectory(folder)) {
      throw new IOException(
          "there is no folder " + folder + ", and " + hint.option() + " makes none: make it first");
    }
  }

  private static String read(KeyStore store) throws IOException {
    Path first = store instanceof KeyFolder folder ? folder.primary() : Path.of(store.place());
    return "$(head -n 1 " + Shell.quote(first.toString()) + ")";
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
    return new Keys(
        required(PRIMARY, primary), secondary == null ? null : required(SECONDARY, secondary));
  }

  /** The key, if it is one. */
  private static String required(String name, String key) throws IOException {
    Optional<String> problem = KeyStrength.problem(key);
    if (problem.isPresent()) {
      throw new IOException(name + " " + problem.get());
    }
    return key;
  }
}
