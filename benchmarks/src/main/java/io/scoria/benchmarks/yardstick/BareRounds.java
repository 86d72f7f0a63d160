package io.scoria.benchmarks.yardstick;

import java.util.Comparator;
import java.util.List;

/**
 * Turns of bare ONNX Runtime at one batch size, never none. The one of median processor time speaks
 * for all.
 *
 * @param batch rows of a run
 */
public record BareRounds(ThreadLayout layout, int batch, List<BareTurn> turns) {
  public BareRounds {
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("no turn was taken");
    }
    turns = turns.stream().sorted(Comparator.comparingDouble(BareTurn::cpuNanosPerRow)).toList();
  }

  /** The median of the turns; of two, the dearer. */
  public double cpuNanosPerRow() {
    return turns.get(turns.size() / 2).cpuNanosPerRow();
  }

  /** How far the turns lie apart: the dearest over the cheapest, less 1. */
  public double spread() {
    return turns.getLast().cpuNanosPerRow() / turns.getFirst().cpuNanosPerRow() - 1;
  }
}
