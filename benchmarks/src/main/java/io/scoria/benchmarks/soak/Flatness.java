package io.scoria.benchmarks.soak;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether something grew: its median in the first part of a run after the warm-up, and in the last.
 *
 * @param first median of the first third after the warm-up
 * @param last median of the last third
 * @param most that the last may be
 */
public record Flatness(String name, double first, double last, double most) {
  /**
   * Compares.
   *
   * @param all in the order of time
   * @param warmUpSeconds that do not count
   * @param share that it may have grown by, of the first
   * @param amount that it may have grown by in any case
   */
  static Flatness of(
      String name,
      List<Holdings> all,
      ToLongFunction<Holdings> what,
      double warmUpSeconds,
      double share,
      double amount) {
    List<Holdings> counted = all.stream().filter(each -> each.seconds() >= warmUpSeconds).toList();
    if (counted.size() < 3) {
      throw new IllegalArgumentException("a run has to be longer than its warm-up by three looks");
    }
    int third = counted.size() / 3;
    double first = median(counted.subList(0, third), what);
    double last = median(counted.subList(counted.size() - third, counted.size()), what);
    return new Flatness(name, first, last, first + Math.max(share * first, amount));
  }

  private static double median(List<Holdings> some, ToLongFunction<Holdings> what) {
    long[] sorted = some.stream().mapToLong(what).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }

  public boolean isMet() {
    return last <= most;
  }
}
