package io.scoria.benchmarks.report;

import io.scoria.benchmarks.endtoend.OpenResult;
import io.scoria.benchmarks.load.LoadResult;
import io.scoria.benchmarks.report.Plot.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Open loops: their table and their two plots.
 *
 * @param name of the scenario, which is part of the plots' file names
 */
record OpenSection(String name, OpenResult open) {
  private static final double MILLI = 1e6;

  String latencyFile() {
    return "latency-" + name + ".svg";
  }

  String goodputFile() {
    return "goodput-" + name + ".svg";
  }

  String toMarkdown() {
    return """
    %s 100 %% is what closed loops reached in this arrangement: %s requests/s. An answer is good within
    %s ms.%s

    ![Latency of %s against load](%s)

    ![Goodput of %s against offered load](%s)

    %s\
    """
        .formatted(
            open.arrangement().toSentence(),
            Figures.rate(open.peak()),
            Figures.millis((double) open.deadlineNanos()),
            decision(),
            name,
            latencyFile(),
            name,
            goodputFile(),
            table());
  }

  private String decision() {
    String decision = open.arrangement().decision();
    return decision.isEmpty()
        ? ""
        : " What Scoria says of how it ran the model: %s.".formatted(decision);
  }

  private Table table() {
    Table table =
        new Table(
            ">load",
            ">offered /s",
            ">goodput /s",
            ">p50 ms",
            ">p90 ms",
            ">p99 ms",
            ">p99.9 ms",
            ">CPU us a request",
            ">refused",
            ">refusal p99 ms",
            ">the same from sending",
            ">errors",
            ">unsent",
            ">client's delay p99 ms",
            ">client busy");
    open.points().forEach(point -> addRow(table, point));
    return table;
  }

  private void addRow(Table table, OpenResult.Point point) {
    LoadResult result = point.result();
    var latencies = result.latencies();
    table.row(
        point.percent() + " %",
        Figures.rate(point.offered()),
        Figures.rate(result.goodput()),
        Figures.millis(latencies.scored(), 50),
        Figures.millis(latencies.scored(), 90),
        Figures.millis(latencies.scored(), 99),
        Figures.millis(latencies.scored(), 99.9),
        Figures.micros(cpuNanos(result)),
        result.counts().refused(),
        Figures.millis(latencies.refusals(), 99),
        Figures.millis(latencies.refusalsFromSending(), 99),
        result.counts().errors(),
        result.counts().unsent(),
        Figures.millis(latencies.sendingDelay(), 99),
        Figures.percent(open.clientBusy(point)));
  }

  /** NaN where the server's processor time is not known. */
  private static double cpuNanos(LoadResult result) {
    return result.cpu().server().totalNanos() == 0 ? Double.NaN : result.serverNanosPerRequest();
  }

  String latencyPlot() {
    return new Plot(
            name + ": latency against load",
            "offered requests a second",
            Axis.Scale.LINEAR,
            "latency in ms, from the intended moment of sending",
            Axis.Scale.LOG10)
        .line("p50", points(result -> latency(result, 50)))
        .line("p90", points(result -> latency(result, 90)))
        .line("p99", points(result -> latency(result, 99)))
        .line("p99.9", points(result -> latency(result, 99.9)))
        .toSvg();
  }

  private static double latency(LoadResult result, double percentile) {
    var scored = result.latencies().scored();
    return scored.getTotalCount() == 0
        ? Double.NaN
        : scored.getValueAtPercentile(percentile) / MILLI;
  }

  String goodputPlot() {
    double most = open.points().getLast().offered();
    return new Plot(
            name + ": goodput against offered load",
            "offered requests a second",
            Axis.Scale.LINEAR,
            "requests a second",
            Axis.Scale.LINEAR)
        .line("goodput", points(LoadResult::goodput))
        .line("refused (503)", points(result -> result.counts().refused() / result.seconds()))
        .guide(
            "peak of the closed loop",
            List.of(new Point(0, open.peak()), new Point(most, open.peak())))
        .toSvg();
  }

  private List<Point> points(ToDoubleFunction<LoadResult> figure) {
    return open.points().stream()
        .map(point -> new Point(point.offered(), figure.applyAsDouble(point.result())))
        .toList();
  }
}
