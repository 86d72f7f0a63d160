package io.scoria.cli;

import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code scoria}. */
@Command(
    name = "scoria",
    description = "A scoring container: serves machine-learning models over HTTP.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ServeCommand.class,
      HealthCommand.class,
      ConfigCommand.class,
      KeysCommand.class,
      TokenCommand.class
    })
public final class Main {
  private static final int HELP_WIDTH = 100;

  private Main() {}

  public static void main(String[] args) {
    String[] given = args.length == 0 ? new String[] {"--help"} : args;
    System.exit(command().execute(given));
  }

  static CommandLine command() {
    CommandLine command = new CommandLine(new Main());
    ServeOptions.addTo(subcommand(command, "serve"));
    ServeOptions.addTo(subcommand(subcommand(command, "config"), "show"));
    return command.setUsageHelpWidth(HELP_WIDTH).setParameterExceptionHandler(Main::explainUsage);
  }

  private static CommandLine subcommand(CommandLine of, String name) {
    return Objects.requireNonNull(of.getSubcommands().get(name), name);
  }

  /** What is no number is said in the words of people who do not write Java. */
  private static String plain(String message) {
    return message
        .replaceFirst("is not an int$", "is not a whole number of at most 2147483647")
        .replaceFirst("is not a long$", "is not a whole number");
  }

  /** One line that says what is wrong, and where to read on, instead of the whole help. */
  private static int explainUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("scoria: " + plain(String.valueOf(wrong.getMessage())));
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
