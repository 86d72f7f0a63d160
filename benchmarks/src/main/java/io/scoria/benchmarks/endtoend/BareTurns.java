package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.yardstick.BareOrder;
import io.scoria.benchmarks.yardstick.BarePoint;
import io.scoria.benchmarks.yardstick.BareRounds;
import io.scoria.benchmarks.yardstick.BareTurn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures those points of bare ONNX Runtime again that may be the cheapest, all of them in each
 * turn. Not thread-safe.
 */
final class BareTurns implements Turn {
  /** Runs as it is told, which blocks. */
  interface Runner {
    BareTurn run(BareOrder order) throws InterruptedException;
  }

  private final Runner runner;
  private final double seconds;
  private final Map<BarePoint, List<BareTurn>> taken = new LinkedHashMap<>();

  /**
   * Begins without a turn.
   *
   * @param candidates at least one
   * @param seconds of each candidate in each turn
   */
  BareTurns(List<BarePoint> candidates, double seconds, Runner runner) {
    this.runner = runner;
    this.seconds = seconds;
    candidates.forEach(candidate -> taken.put(candidate, new ArrayList<>()));
  }

  @Override
  public void take() throws InterruptedException {
    for (var each : taken.entrySet()) {
      BarePoint candidate = each.getKey();
      BareOrder order = new BareOrder(candidate.layout(), candidate.batch(), seconds);
      each.getValue().add(runner.run(order));
    }
  }

  /** The candidate of the least median, after one turn or more. */
  BareRounds cheapest() {
    return taken.entrySet().stream()
        .map(each -> new BareRounds(each.getKey().layout(), each.getKey().batch(), each.getValue()))
        .min(Comparator.comparingDouble(BareRounds::cpuNanosPerRow))
        .orElseThrow();
  }
}
