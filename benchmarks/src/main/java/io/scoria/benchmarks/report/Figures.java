package io.scoria.benchmarks.report;

import org.HdrHistogram.Histogram;

/** Figures as they stand in a table: about three digits that mean something. */
final class Figures {
  private static final String NONE = "-";

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
