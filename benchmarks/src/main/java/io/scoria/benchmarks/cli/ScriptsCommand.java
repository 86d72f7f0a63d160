package io.scoria.benchmarks.cli;

import io.scoria.benchmarks.endtoend.Folders;
import io.scoria.benchmarks.endtoend.ScriptBenchmark;
import io.scoria.benchmarks.endtoend.Settings;
import io.scoria.benchmarks.report.Context;
import io.scoria.benchmarks.report.ScriptReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures entry scripts. */
@Command(
    name = "scripts",
    description = {
      "Measures entry scripts: in Python beside the same script behind Flask and gunicorn, one worker "
          + "each; in Java beside the same model without a script. Writes scripts.md. Takes about five "
          + "minutes at one number of connections.",
      "",
      "Needs a Python interpreter with Flask, gunicorn and NumPy; in Debian: python3-flask, gunicorn, "
          + "python3-numpy.",
    },
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    abbreviateSynopsis = true)
final class ScriptsCommand implements Callable<Integer> {
  private static final int MAX_CONNECTIONS = 1024;

  @Spec private @Nullable CommandSpec spec;
  @Mixin HelpOption help = new HelpOption();

  @Option(names = "--quick", description = "Shows that all works, not what is true.")
  private boolean quick;

  @Option(
      names = "--connections",
      split = ",",
      paramLabel = "N",
      defaultValue = "16",
      description = "Of the closed loops. Default: ${DEFAULT-VALUE}.")
  private List<Integer> connections = List.of();

  @Option(
      names = "--python",
      paramLabel = "FILE",
      defaultValue = "/usr/bin/python3",
      description = "The interpreter. Default: ${DEFAULT-VALUE}.")
  private String python = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where scripts.md goes. Default: benchmarks/results for a run without options, "
              + "benchmarks/target/bench/results for any other.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = CommandLines.present(spec);
    Terminal terminal = new Terminal(command.commandLine().getErr());
    Folders folders = Folders.in(BenchCommand.root());
    Context context = Versions.context(folders.root(), CommandLines.typed(command));
    Settings.Closed closed = CommandLines.checked(command, this::closed);
    ScriptBenchmark benchmark = new ScriptBenchmark(folders, closed, python, terminal::say);
    Path report = new ScriptReport(context, benchmark.run()).write(folder(folders, command));
    terminal.say("Report: " + report);
    return 0;
  }

  private Settings.Closed closed() {
    if (connections.stream().anyMatch(each -> each < 1 || each > MAX_CONNECTIONS)) {
      throw new IllegalArgumentException(
          "--connections is %s; give numbers from 1 to %d".formatted(connections, MAX_CONNECTIONS));
    }
    return quick
        ? new Settings.Closed(connections, 0.5, 1, 2, 1)
        : new Settings.Closed(connections, 2, 5, 30, 1);
  }

  private Path folder(Folders folders, CommandSpec command) {
    boolean full = command.commandLine().getParseResult().matchedOptions().isEmpty();
    return out != null ? out : folders.results(full);
  }
}
