package io.scoria.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Averages of a growing sum since the last reading of the same reader, so that several scrapers,
 * and people beside them, do not cut each other's windows short. A reader that comes for the first
 * time, or not for {@value #FORGET_MINUTES} minutes, gets the average since the last reading of
 * anyone. At most {@value #MOST} readers are remembered. Not thread-safe.
 */
final class ScrapeWindows {
  static final int MOST = 16;
  static final int FORGET_MINUTES = 5;

  private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(FORGET_MINUTES);

  private record Mark(double sum, long nanos, double average) {}

  private final Map<String, Mark> marks =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Mark> eldest) {
          return size() > MOST;
        }
      };

  private Mark last;

  /**
   * @param sum as it is at first
   */
  ScrapeWindows(double sum, long nowNanos) {
    last = new Mark(sum, nowNanos, 0);
  }

  /**
   * Growth of the sum for each second since the last reading.
   *
   * @param sum as it is now
   */
  double average(String reader, double sum, long nowNanos) {
    @Nullable Mark known = marks.get(reader);
    Mark from = known == null || nowNanos - known.nanos() > FORGET_NANOS ? last : known;
    long nanos = nowNanos - from.nanos();
    double average = nanos <= 0 ? from.average() : (sum - from.sum()) * 1e9 / nanos;
    last = new Mark(sum, nowNanos, average);
    marks.put(reader, last);
    return average;
  }
}
