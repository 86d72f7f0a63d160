package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.yardstick.BarePoint;
import io.scoria.benchmarks.yardstick.BareTable;

/** Results as lines for people who watch. */
final class Lines {
  private Lines() {}

  static String of(BareTable table) {
    BarePoint cheapest = table.cheapest(Integer.MAX_VALUE);
    BarePoint fastest = table.fastest(Integer.MAX_VALUE);
    return "  at best %.2f us of CPU a row (%s threads, batch %d), %,.0f rows/s (%s, batch %d)"
        .formatted(
            cheapest.cpuNanosPerRow() / 1e3,
            cheapest.layout(),
            cheapest.batch(),
            fastest.rowsPerSecond(),
            fastest.layout(),
            fastest.batch());
  }

  static String of(WarmUp warmUp) {
    return "%.0f s%s".formatted(warmUp.seconds(), warmUp.settled() ? "" : " (not settled)");
  }

  static String of(Scenario scenario, ClosedResult result) {
    return ("%s at %d: %,.1f requests/s, %.1f us of CPU (bare %.1f by batches of %d,"
            + " %s threads; netty %.1f; limit %.1f),"
            + " %.1f rows a batch: efficiency %.2f%s")
        .formatted(
            scenario.name(),
            result.connections(),
            result.scoria().throughput(),
            result.scoria().serverNanosPerRequest() / 1e3,
            result.limit().modelNanos() / 1e3,
            result.bare().batch(),
            result.bare().layout(),
            result.constant().serverNanosPerRequest() / 1e3,
            result.limit().totalNanos() / 1e3,
            result.scoria().meanBatchRows(scenario.workload().rows()),
            result.efficiency(),
            result.scoria().refused() == 0 ? "" : ", refused " + result.scoria().refused());
  }

  /** A closed loop without anything to compare it with. */
  static String of(int connections, Rounds rounds) {
    return ("%d connections: %,.1f requests/s, p50 %.2f ms, p99 %.2f ms, %.1f us of CPU, %d refused,"
            + " %d errors")
        .formatted(
            connections,
            rounds.throughput(),
            rounds.scored().getValueAtPercentile(50) / 1e6,
            rounds.scored().getValueAtPercentile(99) / 1e6,
            rounds.serverNanosPerRequest() / 1e3,
            rounds.refused(),
            rounds.errors());
  }

  /** One rate of an open loop. */
  static String of(OpenResult.Point point) {
    var counts = point.result().counts();
    var scored = point.result().latencies().scored();
    return ("  %3d %%, %,.1f/s offered: goodput %,.1f/s, p50 %.2f ms, p99 %.2f ms, %d refused,"
            + " %d errors, %d unsent")
        .formatted(
            point.percent(),
            point.offered(),
            point.result().goodput(),
            scored.getValueAtPercentile(50) / 1e6,
            scored.getValueAtPercentile(99) / 1e6,
            counts.refused(),
            counts.errors(),
            counts.unsent());
  }
}
