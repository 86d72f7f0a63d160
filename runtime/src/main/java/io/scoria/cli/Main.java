package io.scoria.cli;

import io.scoria.config.azureml.Resolver;
import io.scoria.log.LoggingProvider;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
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
    versionProvider = Version.class)
public final class Main {
  private static final int HELP_WIDTH = 100;

  /** In the order of the help. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          ServeCommand.class,
          HealthCommand.class,
          ConfigCommand.class,
          KeysCommand.class,
          TokenCommand.class);

  /** Those that a container runs, by their names: its start does not wait for the others. */
  private static final Map<String, Class<?>> ALONE =
      Map.of("serve", ServeCommand.class, "health", HealthCommand.class);

  private Main() {}

  public static void main(String[] args) {
    LoggingProvider.install();
    if (args.length == 1 && args[0].equals("serve")) {
      System.exit(serve());
    }
    String[] given = args.length == 0 ? new String[] {"--help"} : args;
    Class<?> alone = ALONE.get(given[0]);
    System.exit((alone == null ? command() : command(List.of(alone))).execute(given));
  }

  /** Without options, as in a container, whose start does not wait for a parser of none. */
  private static int serve() {
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    try {
      return Serving.run(Resolver.resolve(Map.of(), ThisProcess.surroundings()), false, err);
    } catch (RuntimeException e) { // a bug, told as the parser tells it
      e.printStackTrace(err);
      return 1;
    }
  }

  static CommandLine command() {
    return command(COMMANDS);
  }

  private static CommandLine command(List<Class<?>> commands) {
    CommandLine command = new CommandLine(new Main());
    commands.forEach(command::addSubcommand);
    if (commands.contains(ServeCommand.class)) {
      ServeOptions.addTo(subcommand(command, "serve"));
    }
    if (commands.contains(ConfigCommand.class)) {
      ServeOptions.addTo(subcommand(subcommand(command, "config"), "show"));
    }
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
