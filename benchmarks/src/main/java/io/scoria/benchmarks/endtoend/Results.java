package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.process.ProcessorSplit;
import io.scoria.benchmarks.yardstick.BareTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a run measured.
 *
 * @param bare of each model
 * @param decisions how Scoria says that it runs each model
 * @param notes for the reader: what was skipped, and what may have disturbed the figures
 * @param closedSplit who had which processors in closed loops; empty where they were shared
 */
public record Results(
    Map<BenchmarkModel, BareTable> bare,
    Map<BenchmarkModel, String> decisions,
    List<ScenarioResult> scenarios,
    List<String> notes,
    Optional<ProcessorSplit> closedSplit) {}
