package io.scoria.benchmarks.report;

import io.scoria.benchmarks.endtoend.BatchCounts;
import io.scoria.benchmarks.yardstick.BareRounds;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Figures as they stand in a table: about three digits that mean something. */
final class Figures {
  private static final String NONE = "-";
  private static final double LEAST_SHARE = 0.05;

  private Figures() {}

  static String micros(double nanos) {
    return digits(nanos / 1e3);
  }

  static String millis(double nanos) {
    return digits(nanos / 1e6);
  }

  /** A percentile in milliseconds; a dash where nothing was recorded. */
  static String millis(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0
        ? NONE
        : millis((double) histogram.getValueAtPercentile(percentile));
  }

  /** A rate: 81,300 or 12.4. */
  static String rate(double perSecond) {
    return digits(perSecond);
  }

  static String ratio(double value) {
    return Double.isFinite(value) ? "%.2f".formatted(value) : NONE;
  }

  static String percent(double share) {
    return Double.isFinite(share) ? "%.0f %%".formatted(100 * share) : NONE;
  }

  /**
   * Batches by their size, as in {@code 24.1 (8-15: 20 %, 16-31: 80 %)}: the mean, and the shares
   * of all batches that are not small; a dash where no batch is known of.
   */
  static String batches(double meanRows, BatchCounts counts) {
    String shares =
        counts.byRows().keySet().stream()
            .filter(rows -> share(counts, rows) >= LEAST_SHARE)
            .map(rows -> sizes(rows) + ": " + percent(share(counts, rows)))
            .collect(Collectors.joining(", "));
    return counts.byRows().size() > 1
        ? "%s (%s)".formatted(digits(meanRows), shares)
        : digits(meanRows);
  }

  /** Whether a budget is met. */
  static String verdict(boolean met) {
    return met ? "met" : "**not met**";
  }

  /** A batch size and the layout of its runs, as in {@code 64 (2 x 1)}. */
  static String batch(BareRounds bare) {
    return "%d (%s)".formatted(bare.batch(), bare.layout());
  }

  private static double share(BatchCounts counts, long rows) {
    return (double) counts.byRows().getOrDefault(rows, 0L) / counts.total();
  }

  /** The sizes of a class: from a power of two to less than twice as many. */
  private static String sizes(long rows) {
    return rows == 1 ? "1" : rows + "-" + (2 * rows - 1);
  }

  static String digits(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (value >= 100) {
      return "%,.0f".formatted(value);
    }
    return value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }
}
