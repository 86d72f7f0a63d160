package io.scoria.benchmarks.cli;

import io.scoria.benchmarks.endtoend.BatchMeter;
import io.scoria.benchmarks.endtoend.Settings;
import io.scoria.benchmarks.endtoend.Subject;
import io.scoria.benchmarks.endtoend.UrlBenchmark;
import io.scoria.benchmarks.load.Answer;
import io.scoria.benchmarks.load.LengthRange;
import io.scoria.benchmarks.load.RequestBytes;
import io.scoria.benchmarks.load.Target;
import io.scoria.benchmarks.process.CpuMeter;
import io.scoria.benchmarks.report.Context;
import io.scoria.benchmarks.report.UrlReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Any other server, by the same load generator. */
@Command(
    name = "url",
    description = {
      "Measures any HTTP/1.1 server on this machine with the same load generator: closed loops, then "
          + "open ones. The two share the processors. Prints the report.",
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nServer:%n",
    footer = {
      "",
      "Example:",
      "  scripts/bench url http://127.0.0.1:5001/score --body models/iris/sample-request.json \\",
      "      --header 'Content-Type: application/json' --header \"Authorization: Bearer $KEY\" \\",
      "      --pid PID --connections 1,64"
    },
    sortOptions = false,
    abbreviateSynopsis = true)
final class UrlCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin HelpOption help = new HelpOption();

  @Mixin private LoadOptions load = new LoadOptions();

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "Where to POST; an address of this machine's loopback.")
  private URI url = URI.create("");

  @Option(
      names = "--body",
      required = true,
      paramLabel = "FILE",
      description = "The body of every request.")
  private Path body = Path.of("");

  @Option(
      names = "--header",
      paramLabel = "LINE",
      description = "Such as 'Content-Type: application/json'; may be repeated.")
  private List<String> headers = List.of();

  @Option(
      names = "--pid",
      split = ",",
      paramLabel = "PID",
      description = "Processes of the server, whose processor time is then told; all its workers.")
  private List<Long> pids = List.of();

  @Option(names = "--no-open", description = "Closed loops alone.")
  private boolean noOpen;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes the report there, with plots, as well as printing it.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = CommandLines.present(spec);
    Terminal terminal = new Terminal(command.commandLine().getErr());
    UrlBenchmark benchmark =
        CommandLines.checked(
            command, () -> new UrlBenchmark(load.closed(), openSettings(), terminal::say));
    Subject subject = subject();
    Context context = Versions.context(BenchCommand.root(), CommandLines.typed(command));
    UrlReport report = new UrlReport(context, url.toString(), benchmark.run(subject));
    command.commandLine().getOut().println(report.toMarkdown());
    command.commandLine().getOut().flush();
    if (out != null) {
      terminal.say("Report: " + report.write(out));
    }
    return 0;
  }

  private Optional<Settings.Open> openSettings() {
    return noOpen ? Optional.empty() : Optional.of(load.open(Set.of()));
  }

  private Subject subject() throws IOException {
    Target target = CommandLines.checked(CommandLines.present(spec), () -> Target.of(url));
    RequestBytes request = RequestBytes.post(target.path(), headers, Files.readAllBytes(body));
    Answer answer = Subject.probe(target, request);
    Optional<String> problem = Subject.problem(answer);
    if (problem.isPresent()) {
      throw new IOException(url + " is not measured: " + problem.get());
    }
    CpuMeter meter = pids.isEmpty() ? CpuMeter.NONE : CpuMeter.ofProcesses(pids);
    return new Subject(
        target, request, meter, LengthRange.about(answer.bodyBytes()), BatchMeter.NONE);
  }
}
