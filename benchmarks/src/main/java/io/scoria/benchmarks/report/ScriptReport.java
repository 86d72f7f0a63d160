package io.scoria.benchmarks.report;

import io.scoria.benchmarks.endtoend.ScriptComparison;
import io.scoria.benchmarks.endtoend.ScriptRounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What entry scripts cost, beside the same without Scoria, or without a script. */
public record ScriptReport(Context context, List<ScriptComparison> comparisons) {
  private static final String NAME = "scripts.md";

  /** Writes the report into the folder, which is made where it is missing; where it lies. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve(NAME), toMarkdown());
  }

  String toMarkdown() {
    return """
    # Entry scripts

    %s
    Closed loops over kept connections, with the load generator on the same processors. A Python script has one
    worker process in both servers: Scoria's own, and a thread of gunicorn's `gthread` worker, which
    keeps connections open. Scoria asks for a key, Flask for none. The two servers of a comparison take
    turns, and the window of median processor time counts. Processor time is the operating system's,
    user and kernel, divided by the requests answered with 200; which part is the workers' is of all windows together.

    %s
    ## Ratios

    Requests a second: at least 5 times those behind Flask for the no-op at 16 connections. A Java entry
    script: at most 2 times the processor time of its model alone.

    %s\
    """
        .formatted(context.toMarkdown(), servers(), ratios());
  }

  private Table servers() {
    Table table =
        new Table(
            "what",
            ">connections",
            "server",
            ">requests/s",
            ">p50 ms",
            ">p99 ms",
            ">CPU us a request: server",
            ">worker",
            ">spread",
            ">errors");
    for (ScriptComparison comparison : comparisons) {
      comparison.servers().forEach(server -> addRow(table, comparison, server));
    }
    return table;
  }

  private static void addRow(Table table, ScriptComparison comparison, ScriptRounds server) {
    table.row(
        comparison.title(),
        comparison.connections(),
        server.name(),
        Figures.rate(server.rounds().throughput()),
        Figures.millis(server.rounds().scored(), 50),
        Figures.millis(server.rounds().scored(), 99),
        Figures.micros(server.serverNanosPerRequest()),
        server.workersShare() == 0 ? "-" : Figures.micros(server.workerNanosPerRequest()),
        Figures.percent(server.rounds().spread()),
        server.rounds().errors() + server.rounds().refused());
  }

  private Table ratios() {
    Table table =
        new Table("what", ">connections", ">times the requests/s", ">times the CPU of a request");
    for (ScriptComparison each : comparisons) {
      table.row(
          each.title(),
          each.connections(),
          Figures.ratio(each.throughputRatio()),
          Figures.ratio(each.costRatio()));
    }
    return table;
  }
}
