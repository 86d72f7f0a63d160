package io.scoria.benchmarks.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code scripts/bench}. */
public final class Main {
  private static final int HELP_WIDTH = 100;
  private static final String JMH = "jmh";

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length > 0 && args[0].equals(JMH)) {
      org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    Locale.setDefault(Locale.ROOT); // figures look the same everywhere
    CommandLine command =
        new CommandLine(new BenchCommand())
            .setUsageHelpWidth(HELP_WIDTH)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Main::explainUsage)
            .setExecutionExceptionHandler((e, line, parsed) -> explain(e, line));
    System.exit(command.execute(args));
  }

  /** One line that says what is wrong, and where to read on, instead of the whole help. */
  private static int explainUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("bench: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** What the user can mend is said in a line; a bug shows its trace. */
  private static int explain(Exception e, CommandLine command) throws Exception {
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      command.getErr().println("bench: " + told(e));
      command.getErr().flush();
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    throw e;
  }

  /** Of a file that is not there the JDK tells the name alone. */
  private static String told(Exception e) {
    return e instanceof NoSuchFileException
        ? e.getMessage() + ": no such file"
        : String.valueOf(e.getMessage());
  }
}
