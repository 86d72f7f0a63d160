package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.yardstick.BareTable;
import java.util.List;
import java.util.Map;

/**
 * Everything that a run measured.
 *
 * @param bare of each model
 * @param decisions how Scoria says that it runs each model
 * @param notes for the reader: what was skipped, and what may have disturbed the figures
 */
public record Results(
    Map<BenchmarkModel, BareTable> bare,
    Map<BenchmarkModel, String> decisions,
    List<ScenarioResult> scenarios,
    List<String> notes) {}
