package io.scoria.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a plot: maps values to a stretch from 0 to 1. Immutable.
 *
 * @param label with the unit
 * @param min at 0
 * @param max at 1
 * @param ticks values that are marked, ascending
 */
record Axis(String label, Scale scale, double min, double max, List<Double> ticks) {
  private static final int TICKS = 6;
  private static final double ROOM = 1.04;

  /** How values are spread. */
  enum Scale {
    /** From zero. */
    LINEAR,
    /** Values above zero alone. */
    LOG10,
    /** Values above zero alone; powers of two are marked. */
    LOG2
  }

  /** An axis that all values fit on. */
  static Axis fitting(String label, Scale scale, List<Double> values) {
    List<Double> shown = values.stream().filter(value -> isShown(scale, value)).toList();
    double least = shown.stream().min(Double::compare).orElse(1.0);
    double most = shown.stream().max(Double::compare).orElse(1.0);
    return switch (scale) {
      case LINEAR -> linear(label, most);
      case LOG10 -> log10(label, least, most);
      case LOG2 -> log2(label, least, most);
    };
  }

  private static boolean isShown(Scale scale, double value) {
    return Double.isFinite(value) && (scale == Scale.LINEAR || value > 0);
  }

  private static Axis linear(String label, double most) {
    double max = most > 0 ? most * ROOM : 1;
    double step = roundStep(max / TICKS);
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= max; i++) {
      ticks.add(i * step);
    }
    return new Axis(label, Scale.LINEAR, 0, max, ticks);
  }

  /** The next of 1, 2, 5, 10, 20, ... */
  private static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static Axis log10(String label, double least, double most) {
    int first = (int) Math.floor(Math.log10(least));
    int last = (int) Math.ceil(Math.log10(most * ROOM));
    last = Math.max(last, first + 1);
    int[] factors = last - first <= 3 ? new int[] {1, 2, 5} : new int[] {1};
    List<Double> ticks = new ArrayList<>();
    for (int exponent = first; exponent < last; exponent++) {
      for (int factor : factors) {
        ticks.add(factor * Math.pow(10, exponent));
      }
    }
    ticks.add(Math.pow(10, last));
    return new Axis(label, Scale.LOG10, Math.pow(10, first), Math.pow(10, last), ticks);
  }

  private static Axis log2(String label, double least, double most) {
    List<Double> ticks = new ArrayList<>();
    double tick = Math.pow(2, Math.floor(Math.log(least) / Math.log(2)));
    double min = tick;
    for (; tick < most; tick *= 2) {
      ticks.add(tick);
    }
    ticks.add(tick);
    return new Axis(label, Scale.LOG2, min, Math.max(tick, 2 * min), ticks);
  }

  /** True where the axis has a place for the value. */
  boolean shows(double value) {
    return isShown(scale, value) && value >= min && value <= max;
  }

  /** Where a value lies, from 0 to 1. */
  double place(double value) {
    return scale == Scale.LINEAR
        ? (value - min) / (max - min)
        : Math.log(value / min) / Math.log(max / min);
  }

  /** A value as it stands beside a tick: 0.2, 50, 20k, 1.5M. */
  static String text(double value) {
    if (value >= 1e6) {
      return trimmed(value / 1e6) + "M";
    }
    return value >= 1e4 ? trimmed(value / 1e3) + "k" : trimmed(value);
  }

  private static String trimmed(double value) {
    String text = "%.3f".formatted(value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
