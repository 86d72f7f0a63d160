package io.scoria.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code scoria}. */
@Command(
    name = "scoria",
    description = "A scoring container: serves machine-learning models over HTTP.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = ServeCommand.class)
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    CommandLine command = new CommandLine(new Main());
    String[] given = args.length == 0 ? new String[] {"--help"} : args;
    System.exit(command.execute(given));
  }
}
