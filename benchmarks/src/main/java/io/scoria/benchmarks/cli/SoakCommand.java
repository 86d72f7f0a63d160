package io.scoria.benchmarks.cli;

import io.scoria.benchmarks.endtoend.Folders;
import io.scoria.benchmarks.report.Context;
import io.scoria.benchmarks.report.SoakReport;
import io.scoria.benchmarks.soak.Soak;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether a server keeps what it holds. */
@Command(
    name = "soak",
    description = {
      "Serves under a mixed load with disconnects and refusals for long, and looks whether resident "
          + "memory, descriptors and threads stay flat after the warm-up. Writes soak.md and its plots.",
      "",
      "Exit status: 0 where they do and every client was answered as it had to be.",
    },
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    abbreviateSynopsis = true)
final class SoakCommand implements Callable<Integer> {
  private static final double LOOKS = 180;

  @Spec private @Nullable CommandSpec spec;
  @Mixin HelpOption help = new HelpOption();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "Of load; the first fifth is warm-up. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the report goes. Default: benchmarks/results for a run without options, "
              + "benchmarks/target/bench/results for any other.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = CommandLines.present(spec);
    Terminal terminal = new Terminal(command.commandLine().getErr());
    Folders folders = Folders.in(BenchCommand.root());
    Context context = Versions.context(folders.root(), CommandLines.typed(command));
    double seconds = CommandLines.checked(command, this::seconds);
    Soak soak =
        new Soak(
            folders.serverJar(),
            folders.root().resolve("models/iris"),
            folders.work(),
            terminal::say);
    Soak.Result result = soak.run(seconds, seconds / 5, seconds / LOOKS);
    boolean full = command.commandLine().getParseResult().matchedOptions().isEmpty();
    Path folder = out != null ? out : folders.results(full);
    terminal.say("Report: " + new SoakReport(context, result).write(folder));
    return result.isMet() ? 0 : 1;
  }

  private double seconds() {
    if (!(minutes >= 0.1 && minutes <= 24 * 60)) {
      throw new IllegalArgumentException(
          "--minutes is %s; give a number from 0.1 to 1440".formatted(minutes));
    }
    return minutes * 60;
  }
}
