package io.scoria.benchmarks.report;

import io.scoria.benchmarks.endtoend.Rounds;
import io.scoria.benchmarks.endtoend.UrlBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was measured of a server that somebody else started. */
public record UrlReport(Context context, String url, UrlBenchmark.Result result) {
  private static final String NAME = "url";

  /** The report without plots. */
  public String toMarkdown() {
    String loops =
        result
            .open()
            .map(open -> "\n## Open loop\n\n" + new OpenSection(NAME, open).toMarkdown())
            .orElse("");
    return """
    # %s

    %s
    ## Closed loop

    %s%s\
    """
        .formatted(url, context.toMarkdown(), table(), loops);
  }

  private Table table() {
    Table table =
        new Table(
            ">connections",
            ">requests/s",
            ">p50 ms",
            ">p90 ms",
            ">p99 ms",
            ">p99.9 ms",
            ">CPU us a request",
            ">refused",
            ">errors");
    result.closed().forEach((connections, rounds) -> addRow(table, connections, rounds));
    return table;
  }

  private static void addRow(Table table, int connections, Rounds rounds) {
    var scored = rounds.scored();
    boolean known = rounds.median().cpu().server().totalNanos() > 0;
    table.row(
        connections,
        Figures.rate(rounds.throughput()),
        Figures.millis(scored, 50),
        Figures.millis(scored, 90),
        Figures.millis(scored, 99),
        Figures.millis(scored, 99.9),
        Figures.micros(known ? rounds.serverNanosPerRequest() : Double.NaN),
        rounds.refused(),
        rounds.errors());
  }

  /**
   * Writes the report and its plots into a folder, which is made where it is missing.
   *
   * @return the report
   */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (result.open().isPresent()) {
      OpenSection section = new OpenSection(NAME, result.open().get());
      Files.writeString(folder.resolve(section.latencyFile()), section.latencyPlot());
      Files.writeString(folder.resolve(section.goodputFile()), section.goodputPlot());
    }
    return Files.writeString(folder.resolve("report.md"), toMarkdown());
  }
}
