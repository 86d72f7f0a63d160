package io.scoria.telemetry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of one scrape, as their owners tell them. Not thread-safe. */
public final class Readings {
  private final String scraper;
  private final Map<Meter, List<DataPointSnapshot>> points = new EnumMap<>(Meter.class);

  /**
   * @param scraper who asks, as far as that can be told
   */
  Readings(String scraper) {
    this.scraper = scraper;
  }

  String scraper() {
    return scraper;
  }

  /**
   * Tells a number: of a counter from the start on, of a gauge as it is now.
   *
   * @param labels a value for each of the meter's
   */
  public void add(Meter meter, double value, String... labels) {
    add(
        meter,
        switch (meter.kind()) {
          case COUNTER ->
              CounterDataPointSnapshot.builder().value(value).labels(of(meter, labels)).build();
          case GAUGE ->
              GaugeDataPointSnapshot.builder().value(value).labels(of(meter, labels)).build();
          case INFO -> InfoDataPointSnapshot.builder().labels(of(meter, labels)).build();
          case HISTOGRAM, SUMMARY -> throw new IllegalArgumentException(meter + " is no number");
        });
  }

  /** Tells a whole number, likewise. */
  public void add(Meter meter, long value, String... labels) {
    add(meter, (double) value, labels);
  }

  /** Tells what an info says. */
  public void addInfo(Meter meter, String... labels) {
    add(meter, 1, labels);
  }

  /**
   * Tells a histogram.
   *
   * @param bounds of the buckets, rising, the last infinite
   * @param counts of each bucket by itself
   */
  public void addHistogram(
      Meter meter, double[] bounds, long[] counts, double sum, String... labels) {
    List<Double> upper = new ArrayList<>(bounds.length);
    List<Long> each = new ArrayList<>(counts.length);
    for (int i = 0; i < bounds.length; i++) {
      upper.add(bounds[i]);
      each.add(counts[i]);
    }
    add(
        meter,
        HistogramDataPointSnapshot.builder()
            .classicHistogramBuckets(ClassicHistogramBuckets.of(upper, each))
            .sum(sum)
            .labels(of(meter, labels))
            .build());
  }

  /** Tells a number of things and the sum of their sizes. */
  public void addSummary(Meter meter, long count, double sum, String... labels) {
    add(
        meter,
        SummaryDataPointSnapshot.builder()
            .quantiles(Quantiles.EMPTY)
            .count(count)
            .sum(sum)
            .labels(of(meter, labels))
            .build());
  }

  private void add(Meter meter, DataPointSnapshot point) {
    points.computeIfAbsent(meter, _ -> new ArrayList<>()).add(point);
  }

  private static Labels of(Meter meter, String... values) {
    if (values.length != meter.labels().size()) {
      throw new IllegalArgumentException(meter + " has the labels " + meter.labels());
    }
    return Labels.of(meter.labels(), List.of(values));
  }

  /** A family for each meter that was told. */
  List<MetricSnapshot> snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    points.forEach((meter, told) -> all.add(snapshot(meter, told)));
    return all;
  }

  private static MetricSnapshot snapshot(Meter meter, List<DataPointSnapshot> points) {
    MetricMetadata metadata = new MetricMetadata(meter.family(), meter.meaning());
    return switch (meter.kind()) {
      case COUNTER -> new CounterSnapshot(metadata, as(CounterDataPointSnapshot.class, points));
      case GAUGE -> new GaugeSnapshot(metadata, as(GaugeDataPointSnapshot.class, points));
      case HISTOGRAM ->
          new HistogramSnapshot(metadata, as(HistogramDataPointSnapshot.class, points));
      case SUMMARY -> new SummarySnapshot(metadata, as(SummaryDataPointSnapshot.class, points));
      case INFO -> new InfoSnapshot(metadata, as(InfoDataPointSnapshot.class, points));
    };
  }

  private static <T> List<T> as(Class<T> type, List<DataPointSnapshot> points) {
    return points.stream().map(type::cast).toList();
  }
}
