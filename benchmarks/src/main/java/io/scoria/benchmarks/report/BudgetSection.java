package io.scoria.benchmarks.report;

import static java.util.Objects.requireNonNull;

import io.scoria.benchmarks.endtoend.Budget;
import io.scoria.benchmarks.endtoend.ClosedResult;
import io.scoria.benchmarks.endtoend.OpenResult;
import io.scoria.benchmarks.endtoend.Results;
import io.scoria.benchmarks.endtoend.Scenario;
import io.scoria.benchmarks.endtoend.ScenarioResult;
import io.scoria.benchmarks.load.LoadResult;
import io.scoria.benchmarks.yardstick.BareTable;
import io.scoria.benchmarks.yardstick.Limit;
import java.util.Optional;
import java.util.stream.Collectors;

/** The budgets, and whether they are met. */
record BudgetSection(Results results) {
  private static final String CLIENT_LIMITED = "client-limited";
  private static final String CONNECTIONS_FULL = ", all connections in use";

  String toMarkdown() {
    return """
    ### Efficiency at %d connections

    %s
    ### Overload: %d %% of the peak, open loop

    %s

    %s\
    """
        .formatted(
            Budget.CONNECTIONS, efficiency(), Budget.OVERLOAD_PERCENT, arrangements(), overload());
  }

  private String arrangements() {
    String each =
        results.scenarios().stream()
            .flatMap(scenario -> scenario.open().stream())
            .map(open -> open.arrangement().toSentence())
            .distinct()
            .collect(Collectors.joining(" "));
    return each.isEmpty() ? "Not measured." : each + " The peak is that of the same arrangement.";
  }

  private Table efficiency() {
    Table table =
        new Table(
            "scenario",
            ">bare ONNX Runtime us",
            "at batch (instances x threads)",
            ">Netty us",
            ">JSON us",
            ">limit us",
            ">Scoria us",
            ">requests/s",
            ">batch rows, mean",
            ">efficiency",
            ">budget",
            "",
            ">at its batches");
    for (Budget budget : Budget.ALL) {
      addEfficiency(table, budget);
    }
    return table;
  }

  private void addEfficiency(Table table, Budget budget) {
    String name = budget.scenario().name();
    String bound = ">= " + Figures.ratio(budget.efficiency());
    Optional<ScenarioResult> scenario = find(budget.scenario());
    Optional<ClosedResult> closed = scenario.flatMap(each -> each.at(Budget.CONNECTIONS));
    if (closed.isEmpty()) {
      String why =
          scenario.flatMap(ScenarioResult::refusal).isPresent() ? "not served" : "not measured";
      table.row(name, "", "", "", "", "", "", "", "", "", bound, why, "");
      return;
    }
    ClosedResult at = closed.get();
    table.row(
        name,
        Figures.micros(at.limit().modelNanos()),
        Figures.batch(at.bare()),
        Figures.micros(at.limit().httpNanos()),
        Figures.micros(at.limit().jsonNanos()),
        Figures.micros(at.limit().totalNanos()),
        Figures.micros(at.scoria().serverNanosPerRequest()),
        Figures.rate(at.scoria().throughput()),
        Figures.digits(at.scoria().meanBatchRows(budget.scenario().workload().rows())),
        Figures.ratio(at.efficiency()),
        bound,
        Figures.verdict(at.efficiency() >= budget.efficiency()),
        Figures.ratio(efficiencyAtItsBatches(budget.scenario(), at)));
  }

  /** What the efficiency were if bare ONNX Runtime ran batches as large as Scoria's. */
  private double efficiencyAtItsBatches(Scenario scenario, ClosedResult at) {
    BareTable sweep = requireNonNull(results.bare().get(scenario.workload().model()), "a sweep");
    int rows = scenario.workload().rows();
    double perRow = sweep.cpuNanosPerRow(at.scoria().meanBatchRows(rows));
    Limit limit = at.limit();
    double modelNanos = limit.modelNanos() * perRow / sweep.at(at.bare()).cpuNanosPerRow();
    return new Limit(modelNanos, limit.httpNanos(), limit.jsonNanos())
        .efficiency(at.scoria().serverNanosPerRequest());
  }

  private Optional<ScenarioResult> find(Scenario scenario) {
    return results.scenarios().stream()
        .filter(each -> each.scenario().equals(scenario))
        .findFirst();
  }

  private Table overload() {
    Table table =
        new Table(
            "scenario",
            ">sent",
            ">client busy",
            ">closed loops' peak /s",
            ">best goodput /s",
            ">goodput /s",
            ">of the peak",
            ">kept, of the best",
            ">could keep",
            ">budget",
            "",
            ">refused",
            ">refusal p99 ms, from sending",
            ">budget",
            "");
    for (ScenarioResult scenario : results.scenarios()) {
      scenario.open().ifPresent(open -> addOverload(table, scenario, open));
    }
    return table;
  }

  private static void addOverload(Table table, ScenarioResult scenario, OpenResult open) {
    open.points().stream()
        .filter(point -> point.percent() == Budget.OVERLOAD_PERCENT)
        .forEach(point -> addOverload(table, scenario, open, point));
  }

  private static void addOverload(
      Table table, ScenarioResult scenario, OpenResult open, OpenResult.Point point) {
    LoadResult result = point.result();
    double kept = result.goodput() / open.bestGoodput();
    var refusals = result.latencies().refusalsFromSending();
    boolean fast = refusals.getValueAtPercentile(99) <= Budget.REFUSAL_NANOS;
    double couldKeep =
        scenario
            .at(Budget.CONNECTIONS)
            .map(closed -> open.couldKeep(point, closed.limit().httpNanos()))
            .orElse(Double.NaN);
    table.row(
        scenario.scenario().name(),
        Figures.percent(result.counts().sentShare()),
        Figures.percent(open.clientBusy(point)),
        Figures.rate(open.peak()),
        Figures.rate(open.bestGoodput()),
        Figures.rate(result.goodput()),
        Figures.percent(result.goodput() / open.peak()),
        Figures.percent(kept),
        Figures.percent(couldKeep),
        ">= " + Figures.percent(Budget.OVERLOAD_GOODPUT),
        verdict(open, point, kept >= Budget.OVERLOAD_GOODPUT),
        result.counts().refused(),
        Figures.millis(refusals, 99),
        "< " + Figures.millis((double) Budget.REFUSAL_NANOS),
        result.counts().refused() == 0 ? "" : verdict(open, point, fast));
  }

  private static String verdict(OpenResult open, OpenResult.Point point, boolean met) {
    if (open.clientLimited(point)) {
      return CLIENT_LIMITED;
    }
    return Figures.verdict(met) + (open.connectionsFull(point) ? CONNECTIONS_FULL : "");
  }
}
