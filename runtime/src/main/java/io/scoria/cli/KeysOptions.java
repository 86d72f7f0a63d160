package io.scoria.cli;

import io.scoria.auth.KeyKind;
import io.scoria.auth.Keys;
import io.scoria.codec.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which keys a command is about, and how it prints them. */
final class KeysOptions {
  @Option(
      names = "--key-file",
      paramLabel = "FILE|DIR",
      description =
          "Where the keys are kept. Default: keys in the folder for state (SCORIA_STATE_DIR, else "
              + "$XDG_STATE_HOME/scoria, else ~/.local/state/scoria).")
  private @Nullable Path keyFile;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Ask the running server that has its management listener there, such as "
              + "http://127.0.0.1:8081, instead of a file.")
  private @Nullable String url;

  @Mixin private ManagementKeyOption managementKey = new ManagementKeyOption();

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Form of the output. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  /** The values of --format, as they are typed. */
  private enum Format {
    text,
    json
  }

  /**
   * What the options name.
   *
   * @throws IllegalArgumentException if the options do not go together
   * @throws IOException if the management key cannot be read
   */
  KeyTarget target(Map<String, String> environment) throws IOException {
    if (url == null) {
      managementKey.requireNone();
      Path file = keyFile == null ? StateFolder.of(environment).resolve("keys") : keyFile;
      return new KeyTarget.Stored(KeySource.store(file.toAbsolutePath().normalize()));
    }
    if (keyFile != null) {
      throw new IllegalArgumentException("give one of --url and --key-file");
    }
    return new KeyTarget.Served(ManagementClient.of(url, managementKey.key(environment)));
  }

  void print(Keys keys, PrintWriter out) {
    String secondary = keys.secondary();
    if (format == Format.json) {
      out.println(
          ManagementClient.text(
              JsonObject.write(body -> {
                body.put(KeyKind.PRIMARY.member(), keys.primary());
                if (secondary != null) {
                  body.put(KeyKind.SECONDARY.member(), secondary);
                }
              })));
    } else {
      out.println("Primary:   " + keys.primary());
      if (secondary != null) {
        out.println("Secondary: " + secondary);
      }
    }
    out.flush();
  }
}
