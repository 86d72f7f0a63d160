package io.scoria.benchmarks.yardstick;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that was measured of bare ONNX Runtime on one model; never empty. */
public record BareTable(List<BarePoint> points) {
  private static final int MAX_CANDIDATES = 3;

  /** How much dearer is clearly dearer: more than points of one sweep differ by chance. */
  private static final double CLEARLY = 0.1;

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

  /**
   * Points that may be the cheapest, since a measurement has its luck: at most {@value
   * #MAX_CANDIDATES}, none clearly dearer than the cheapest. The best of each layout comes before
   * the second best of any: layouts are swept one after the other, and what disturbed the machine
   * meanwhile should not leave one out.
   */
  public List<BarePoint> candidates(int maxBatch) {
    List<BarePoint> ascending =
        upTo(maxBatch).sorted(Comparator.comparingDouble(BarePoint::cpuNanosPerRow)).toList();
    double most = ascending.getFirst().cpuNanosPerRow() * (1 + CLEARLY);
    Map<ThreadLayout, BarePoint> bestOfLayouts = new LinkedHashMap<>();
    ascending.forEach(point -> bestOfLayouts.putIfAbsent(point.layout(), point));
    return Stream.concat(bestOfLayouts.values().stream(), ascending.stream())
        .distinct()
        .filter(point -> point.cpuNanosPerRow() <= most)
        .limit(MAX_CANDIDATES)
        .toList();
  }

  /** The most rows a second, over all layouts and batch sizes up to so many rows. */
  public BarePoint fastest(int maxBatch) {
    return upTo(maxBatch).max(Comparator.comparingDouble(BarePoint::rowsPerSecond)).orElseThrow();
  }

  /**
   * The least processor time of a row over all layouts in batches of so many rows: between two
   * batches that were measured, that of a run grows evenly with its rows.
   *
   * @param rows on average, so not always whole
   */
  public double cpuNanosPerRow(double rows) {
    return layouts().stream()
        .mapToDouble(each -> cpuNanosPerRow(of(each), rows))
        .min()
        .orElseThrow();
  }

  private static double cpuNanosPerRow(List<BarePoint> points, double rows) {
    BarePoint below = points.getFirst();
    for (BarePoint point : points) { // their batches ascend
      if (point.batch() >= rows) {
        double share =
            point.batch() == below.batch()
                ? 0
                : Math.max(0, (rows - below.batch()) / (point.batch() - below.batch()));
        return (runNanos(below) + share * (runNanos(point) - runNanos(below)))
            / Math.max(rows, below.batch());
      }
      below = point;
    }
    return below.cpuNanosPerRow();
  }

  private static double runNanos(BarePoint point) {
    return point.cpuNanosPerRow() * point.batch();
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

  /** Where the sweep was at the batch and layout of turns that were taken later. */
  public BarePoint at(BareRounds turns) {
    return of(turns.layout()).stream()
        .filter(point -> point.batch() == turns.batch())
        .findFirst()
        .orElseThrow();
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
