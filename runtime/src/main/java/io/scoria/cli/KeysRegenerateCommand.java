package io.scoria.cli;

import io.scoria.auth.KeyKind;
import io.scoria.auth.KeyStrength;
import io.scoria.auth.LiveKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replaces one of the keys, while clients use the other. */
@Command(
    name = "regenerate",
    description = {
      "Replaces one of the two keys by a new one, or by one that is given; prints both. A running "
          + "server stops to take the old one within a second, and takes the other all the time.",
      "",
      "Exit status: 0, 1 where there is no way to the keys, 2 for wrong options or a weak key."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class KeysRegenerateCommand implements Callable<Integer> {
  private static final int MAX_VALUE_BYTES = 16 << 10;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "primary|secondary", description = "Which, in any case.")
  private String which = "";

  @Option(
      names = "--value",
      paramLabel = "KEY",
      description = "The new key; it then stands in the shell's history. Default: a random one.")
  private @Nullable String value;

  @Option(names = "--value-stdin", description = "Read the new key from standard input.")
  private boolean valueFromStdin;

  @Mixin private KeysOptions options = new KeysOptions();

  @Override
  public Integer call() {
    try {
      KeyKind kind =
          KeyKind.of(which)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "expected primary or secondary but was '" + which + "'"));
      regenerate(options.target(System.getenv()), kind, value());
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command().commandLine(), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      err().println("scoria: " + e.getMessage());
      err().flush();
      return command().exitCodeOnExecutionException();
    }
  }

  private void regenerate(KeyTarget target, KeyKind kind, Optional<String> key) throws IOException {
    LiveKeys.Replaced replaced = target.replace(kind, key);
    options.print(replaced.keys(), command().commandLine().getOut());
    err()
        .println(
            replaced.lasts()
                ? "Replaced in " + target.place() + "."
                : "Replaced in the memory of "
                    + target.place()
                    + ", until it is started again: its keys are given by its environment or its"
                    + " configuration. Change them there too.");
    err().flush();
  }

  private Optional<String> value() throws IOException {
    if (value != null && valueFromStdin) {
      throw new IllegalArgumentException("give one of --value and --value-stdin");
    }
    Optional<String> given = valueFromStdin ? Optional.of(fromStdin()) : Optional.ofNullable(value);
    Optional<String> problem = given.flatMap(KeyStrength::problem);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("the new key " + problem.get());
    }
    return given;
  }

  private static String fromStdin() throws IOException {
    byte[] bytes = System.in.readNBytes(MAX_VALUE_BYTES);
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }

  private PrintWriter err() {
    return command().commandLine().getErr();
  }

  private CommandSpec command() {
    CommandSpec given = spec;
    if (given == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return given;
  }
}
