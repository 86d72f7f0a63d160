package io.scoria.benchmarks.report;

import io.scoria.benchmarks.endtoend.BenchmarkModel;
import io.scoria.benchmarks.endtoend.Results;
import io.scoria.benchmarks.endtoend.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results as a folder: {@code report.md} and the plots that it shows. */
public final class Report {
  private static final String FILE = "report.md";

  private static final String INTRODUCTION =
      """
      The load generator runs on the same machine as the server. In closed loops %s Processor time is the operating system's count for the server's
      process alone, all threads, divided by the requests that were scored. Key authentication is on.
      Before its first window of a scenario each server, Netty's constant answer too, is loaded until a
      request costs it no less from one window of 1.5 s to the next (five in a row that are not 3 %
      cheaper than the best before them) and its JIT compilers use no more than 2 % of its processor
      time, so that the figures are not theirs.

      - **limit**: processor time of bare ONNX Runtime for the rows of a request, through the same Java
        binding, at the batch size and thread layout that cost least of those that so many connections
        can fill; plus Netty's constant answer to the same request bytes at the same number of
        connections; plus 1 ns for each byte of a JSON body. Bare ONNX Runtime, Netty's constant answer
        and Scoria are measured in turns, round by round, and the median of each counts
      - **bare ONNX Runtime**: its own table and plot of each model are of a sweep over batch sizes and
        thread layouts, made once before the turns. Points of the sweep that may be the cheapest take
        part in the turns: up to three, none 10 % dearer than the cheapest, the best of each layout
        first. The one of least median is the limit's, and stands beside it. "Of bare" is the share of
        the most rows a second in the sweep
      - **efficiency**: the limit divided by Scoria's processor time. Beside the budgets, **at its
        batches** is what it were if the limit's bare ONNX Runtime ran batches of Scoria's mean rows:
        between the points of the sweep, multiplied by what the turns at the limit's batch took over
        what the sweep took there. The rest of the way to 1 is Scoria's own; the rest of the way from
        the efficiency to this one is the price of batches that are not as large as they could be
      - **closed loop**: as many requests under way as connections. The median of several windows;
        spread is how far windows (or turns of bare ONNX Runtime) lie apart, the dearest over the
        cheapest. A connection that is refused rests for as long as Retry-After says, else 100 ms
      - **batch rows**: rows scored in the measured windows over the batches that Scoria says it ran in
        them. Beside this mean, how many of all batches had so many rows, where that is 5 % or more;
        Scoria counts them in powers of two
      - **open loop**: requests at a rate, whatever becomes of them; latency counts from the moment at
        which a request was meant to be sent, and a wait in the client is part of it. A request that waits
        there for a quarter of the deadline is given up (unsent) and counts as late. Where the
        client's delay is most of the latency, the load generator was the limit and not the server
      - **processors in open loops**: with two or more, and taskset of util-linux, a server of its own has
        the first half and the load generator the rest; else they are shared. Which they were stands
        beside the figures. The peak, which is 100 %, and the latency without load are those of closed
        loops in the same arrangement, and not those of the closed loops' table
      - **client busy**: the share of its time that the load generator used, of as many processors as it
        can use. **client-limited** is where that is more than 95 %: the server was then not under the
        load that the row is about. **All connections in use** is where it had time, and yet less than
        95 % of the requests were sent: every connection waited for an answer, so that the server had
        as many requests at once as there are connections, and no more
      - **goodput**: requests scored within the deadline. Beside the budget of an overload, **best** is the
        most at any rate of the open loops, this one among them, and **kept** the share of that: how far
        more load makes it less. **Of the peak** is the share of what the closed loops reached, with
        fewer connections
      - **could keep**: goodput in overload, as a share of the peak, if each refusal cost what Netty's constant
        answer to the same request does at 64 connections, and each scored request what it costs at the peak
      """;

  private final Context context;
  private final Results results;

  /** Files by name; text alone. */
  private final Map<String, String> files = new TreeMap<>();

  private final StringBuilder text = new StringBuilder();

  public Report(Context context, Results results) {
    this.context = context;
    this.results = results;
  }

  /**
   * Writes the files into a folder, which is made where it is missing.
   *
   * @return the report
   */
  public Path write(Path folder) throws IOException {
    build();
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return folder.resolve(FILE);
  }

  private void build() {
    heading(
        "# Benchmarks", context.toMarkdown() + "\n" + INTRODUCTION.replace("%s", closedLoops()));
    heading("## Budgets", new BudgetSection(results).toMarkdown());
    results.bare().keySet().forEach(this::addModel);
    if (!results.notes().isEmpty()) {
      heading("## Notes", "");
      results.notes().forEach(note -> text.append("- ").append(note).append('\n'));
    }
    files.put(FILE, text.toString().strip() + "\n");
  }

  private String closedLoops() {
    return results
        .closedSplit()
        .map(split ->
            "every server and bare ONNX Runtime\nhad %s, and the load generator %s."
                .formatted(split.server(), split.client()))
        .orElse("it shares the\nserver's processors: throughput is what both reach together.");
  }

  private void addModel(BenchmarkModel model) {
    List<ScenarioResult> ofModel =
        results.scenarios().stream()
            .filter(each -> each.scenario().workload().model() == model)
            .toList();
    var bare = results.bare().get(model);
    if (bare == null) {
      return;
    }
    String decision = results.decisions().getOrDefault(model, "it was not asked");
    heading(
        "## " + model.label(),
        "Model: %s. What Scoria says of how it runs it: %s."
            .formatted(model.description(), decision));
    heading("### Closed loop", new ClosedSection(bare, ofModel).toMarkdown());
    BareSection rows = new BareSection(model, bare, ofModel);
    heading("### Bare ONNX Runtime (instances x threads)", rows.toMarkdown());
    files.put(rows.plotFile(), rows.plot());
    for (ScenarioResult scenario : ofModel) {
      scenario.open().ifPresent(open -> addOpen(new OpenSection(scenario.scenario().name(), open)));
    }
  }

  private void addOpen(OpenSection open) {
    heading("### Open loop: " + open.name(), open.toMarkdown());
    files.put(open.latencyFile(), open.latencyPlot());
    files.put(open.goodputFile(), open.goodputPlot());
  }

  private void heading(String heading, String content) {
    text.append(heading).append("\n\n").append(content.strip()).append("\n\n");
  }
}
