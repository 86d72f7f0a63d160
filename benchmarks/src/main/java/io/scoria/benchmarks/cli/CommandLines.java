package io.scoria.benchmarks.cli;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What picocli knows of the command that runs. */
final class CommandLines {
  private static final Pattern UNQUOTED = Pattern.compile("[\\w./:=,@%+-]+");

  private CommandLines() {}

  static CommandSpec present(@Nullable CommandSpec injected) {
    if (injected == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return injected;
  }

  /**
   * Makes something of options.
   *
   * @throws ParameterException where their values are refused
   */
  static <T> T checked(CommandSpec spec, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** The command as it was typed, but for credentials. */
  static String typed(CommandSpec spec) {
    Stream<String> arguments = spec.root().commandLine().getParseResult().originalArgs().stream();
    String line =
        arguments
            .map(CommandLines::withoutSecret)
            .map(CommandLines::quoted)
            .collect(Collectors.joining(" "));
    return (spec.root().name() + " " + line).strip();
  }

  /** So that a shell reads it as one argument again. */
  private static String quoted(String argument) {
    return UNQUOTED.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private static String withoutSecret(String argument) {
    String lower = argument.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("authorization:");
    return at < 0 ? argument : argument.substring(0, at) + "Authorization:***";
  }
}
