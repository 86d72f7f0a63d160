package io.scoria.benchmarks.cli;

import io.scoria.benchmarks.endtoend.Folders;
import io.scoria.benchmarks.report.Context;
import io.scoria.benchmarks.report.MicroReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the JMH benchmarks and writes down what they say. */
@Command(
    name = "micro",
    description =
        "Runs the JMH benchmarks, with what each allocates, and writes micro.md. Takes about ten "
            + "minutes; nothing else should run on the machine meanwhile.",
    sortOptions = false)
final class MicroCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "BENCHMARK",
      description = "Regular expressions for those to run. Default: all.")
  private List<String> included = List.of();

  @Option(names = "--quick", description = "Shows that all works, not what is true.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where micro.md goes. Default: benchmarks/results for a run without options, "
              + "benchmarks/target/bench/results for any other.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = CommandLines.present(spec);
    Context context = Versions.context(BenchCommand.root(), CommandLines.typed(command));
    Path report = new MicroReport(context, run()).write(folder());
    command.commandLine().getErr().println("Report: " + report);
    return 0;
  }

  private Collection<RunResult> run() throws IOException {
    ChainedOptionsBuilder options = new OptionsBuilder().addProfiler(GCProfiler.class);
    included.forEach(options::include);
    if (quick) {
      TimeValue tenth = TimeValue.milliseconds(100);
      options.warmupIterations(1).warmupTime(tenth).measurementIterations(2).measurementTime(tenth);
    }
    try {
      return new Runner(options.build()).run();
    } catch (RunnerException e) {
      throw new IOException("JMH: " + e.getMessage(), e);
    }
  }

  private Path folder() {
    if (out != null) {
      return out;
    }
    return Folders.in(BenchCommand.root()).results(!quick && included.isEmpty());
  }
}
