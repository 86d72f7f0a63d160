package io.scoria.batch;

import java.util.Locale;

/** Times for people. */
final class Durations {
  private Durations() {}

  static String text(long nanos) {
    if (nanos < 1000) {
      return nanos + " ns";
    }
    if (nanos < 10_000) {
      return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
    }
    return nanos < 10_000_000
        ? String.format(Locale.ROOT, "%.0f us", nanos / 1e3)
        : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
