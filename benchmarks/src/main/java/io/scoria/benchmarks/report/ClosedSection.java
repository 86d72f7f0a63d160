package io.scoria.benchmarks.report;

import io.scoria.benchmarks.endtoend.ClosedResult;
import io.scoria.benchmarks.endtoend.Rounds;
import io.scoria.benchmarks.endtoend.ScenarioResult;
import io.scoria.benchmarks.process.CpuTime;
import io.scoria.benchmarks.yardstick.BareTable;
import java.util.List;

/**
 * Closed loops of one model.
 *
 * @param scenarios of the model
 */
record ClosedSection(BareTable bare, List<ScenarioResult> scenarios) {
  String toMarkdown() {
    Table table =
        new Table(
            "scenario",
            ">connections",
            ">requests/s",
            ">rows/s",
            ">of bare",
            ">p50 ms",
            ">p99 ms",
            ">CPU us a request",
            ">of it in the kernel",
            ">spread",
            ">client us",
            ">bare us",
            "at batch (instances x threads)",
            ">spread of bare",
            ">Netty us",
            ">limit us",
            ">efficiency",
            "batch rows, mean (batches of them)",
            ">refused",
            ">errors");
    StringBuilder refusals = new StringBuilder();
    for (ScenarioResult scenario : scenarios) {
      scenario.closed().forEach(closed -> addRow(table, scenario, closed));
      scenario
          .refusal()
          .ifPresent(why ->
              refusals.append(
                  "\n%s is not served: %s\n".formatted(scenario.scenario().name(), why)));
    }
    return table + refusals.toString();
  }

  private void addRow(Table table, ScenarioResult scenario, ClosedResult closed) {
    Rounds scoria = closed.scoria();
    int rows = scenario.scenario().workload().rows();
    double rowsPerSecond = scoria.throughput() * rows;
    CpuTime cpu = scoria.median().cpu().server();
    int reach = closed.connections() * rows;
    table.row(
        scenario.scenario().name(),
        closed.connections(),
        Figures.rate(scoria.throughput()),
        Figures.rate(rowsPerSecond),
        Figures.percent(rowsPerSecond / bare.fastest(reach).rowsPerSecond()),
        Figures.millis(scoria.scored(), 50),
        Figures.millis(scoria.scored(), 99),
        Figures.micros(scoria.serverNanosPerRequest()),
        Figures.percent((double) cpu.systemNanos() / cpu.totalNanos()),
        Figures.percent(scoria.spread()),
        Figures.micros(scoria.median().clientNanosPerRequest()),
        Figures.micros(closed.limit().modelNanos()),
        Figures.batch(closed.bare()),
        Figures.percent(closed.bare().spread()),
        Figures.micros(closed.constant().serverNanosPerRequest()),
        Figures.micros(closed.limit().totalNanos()),
        Figures.ratio(closed.efficiency()),
        Figures.batches(scoria.meanBatchRows(rows), scoria.batches()),
        scoria.refused(),
        scoria.errors());
  }
}
