package io.scoria.cli;

import java.io.PrintWriter;
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
    subcommands = ServeCommand.class)
public final class Main {
  private static final int HELP_WIDTH = 100;

  private Main() {}

  public static void main(String[] args) {
    CommandLine command =
        new CommandLine(new Main())
            .setUsageHelpWidth(HELP_WIDTH)
            .setParameterExceptionHandler(Main::explainUsage);
    if (args.length == 0) {
      command.usage(command.getErr());
      System.exit(command.getCommandSpec().exitCodeOnInvalidInput());
    }
    System.exit(command.execute(args));
  }

  /** One line that says what is wrong, and where to read on, instead of the whole help. */
  private static int explainUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("scoria: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
