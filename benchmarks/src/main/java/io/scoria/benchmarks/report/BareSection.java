package io.scoria.benchmarks.report;

import io.scoria.benchmarks.endtoend.BenchmarkModel;
import io.scoria.benchmarks.endtoend.ClosedResult;
import io.scoria.benchmarks.endtoend.ScenarioResult;
import io.scoria.benchmarks.report.Plot.Point;
import io.scoria.benchmarks.yardstick.BarePoint;
import io.scoria.benchmarks.yardstick.BareTable;
import io.scoria.benchmarks.yardstick.ThreadLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Bare ONNX Runtime on one model: its table, and the plot that shows Scoria beside it.
 *
 * @param scenarios of the model
 */
record BareSection(BenchmarkModel model, BareTable bare, List<ScenarioResult> scenarios) {
  private static final double LOG_FROM_FACTOR = 15;

  String plotFile() {
    return "rows-" + model.label() + ".svg";
  }

  String toMarkdown() {
    List<String> columns = new ArrayList<>(List.of(">batch"));
    for (ThreadLayout layout : bare.layouts()) {
      columns.add(">%s: rows/s".formatted(layout));
      columns.add(">CPU us a row");
    }
    Table table = new Table(columns.toArray(String[]::new));
    bare.batches().forEach(batch -> table.row(row(batch).toArray()));
    return "![Rows of %s per CPU-second against batch size](%s)\n\n%s"
        .formatted(model.label(), plotFile(), table);
  }

  private List<Object> row(int batch) {
    List<Object> cells = new ArrayList<>(List.of(batch));
    for (ThreadLayout layout : bare.layouts()) {
      List<BarePoint> at =
          bare.of(layout).stream().filter(point -> point.batch() == batch).toList();
      cells.add(at.isEmpty() ? "" : Figures.rate(at.getFirst().rowsPerSecond()));
      cells.add(at.isEmpty() ? "" : Figures.micros(at.getFirst().cpuNanosPerRow()));
    }
    return cells;
  }

  String plot() {
    Plot plot =
        new Plot(
            model.label() + ": rows per CPU-second against batch size",
            "rows in a batch; for Scoria, rows that its connections can have under way",
            Axis.Scale.LOG2,
            "rows a second of processor time",
            yScale());
    for (ThreadLayout layout : bare.layouts()) {
      plot.line("bare, " + layout + " threads", barePoints(layout));
    }
    for (ScenarioResult scenario : scenarios) {
      plot.dots("Scoria, " + scenario.scenario().name(), scoriaPoints(scenario));
    }
    return plot.toSvg();
  }

  private Axis.Scale yScale() {
    List<Double> values = bare.points().stream().map(BarePoint::rowsPerCpuSecond).sorted().toList();
    return values.getLast() > LOG_FROM_FACTOR * values.getFirst()
        ? Axis.Scale.LOG10
        : Axis.Scale.LINEAR;
  }

  private List<Point> barePoints(ThreadLayout layout) {
    return bare.of(layout).stream()
        .map(point -> new Point(point.batch(), point.rowsPerCpuSecond()))
        .toList();
  }

  private static List<Point> scoriaPoints(ScenarioResult scenario) {
    int rows = scenario.scenario().workload().rows();
    List<Point> points = new ArrayList<>();
    for (ClosedResult closed : scenario.closed()) {
      double rowsPerCpuSecond = rows * 1e9 / closed.scoria().serverNanosPerRequest();
      points.add(new Point(closed.connections() * rows, rowsPerCpuSecond));
    }
    return points;
  }
}
