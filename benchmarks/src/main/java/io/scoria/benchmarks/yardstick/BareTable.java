package io.scoria.benchmarks.yardstick;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Everything that was measured of bare ONNX Runtime on one model; never empty. */
public record BareTable(List<BarePoint> points) {
  public BareTable {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    points = List.copyOf(points);
  }

  /** The least processor time of a row, over all layouts and batch sizes up to so many rows. */
  public BarePoint cheapest(int maxBatch) {
    return upTo(maxBatch).min(Comparator.comparingDouble(BarePoint::cpuNanosPerRow)).orElseThrow();
  }

  /** The most rows a second, over all layouts and batch sizes up to so many rows. */
  public BarePoint fastest(int maxBatch) {
    return upTo(maxBatch).max(Comparator.comparingDouble(BarePoint::rowsPerSecond)).orElseThrow();
  }

  /** The smallest batch counts whatever was asked for: a model may take no smaller one. */
  private Stream<BarePoint> upTo(int maxBatch) {
    int smallest = points.stream().mapToInt(BarePoint::batch).min().orElseThrow();
    return points.stream().filter(point -> point.batch() <= Math.max(maxBatch, smallest));
  }

  public List<ThreadLayout> layouts() {
    return points.stream().map(BarePoint::layout).distinct().toList();
  }

  public List<Integer> batches() {
    return points.stream().map(BarePoint::batch).distinct().sorted().toList();
  }

  public List<BarePoint> of(ThreadLayout layout) {
    return points.stream().filter(point -> point.layout().equals(layout)).toList();
  }

  /** Reads what {@link BareRuntime} prints. */
  public static BareTable parse(String text) {
    return new BareTable(
        text.lines()
            .filter(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)))
            .map(BarePoint::ofLine)
            .toList());
  }
}
