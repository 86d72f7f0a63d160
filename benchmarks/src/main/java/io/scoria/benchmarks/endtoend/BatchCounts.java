package io.scoria.benchmarks.endtoend;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often batches of a size were run. Immutable.
 *
 * @param byRows batches by a power of two: of so many rows up to less than twice as many
 */
public record BatchCounts(SortedMap<Long, Long> byRows) {
  public static final BatchCounts NONE = new BatchCounts(new TreeMap<>());

  public BatchCounts {
    byRows = Collections.unmodifiableSortedMap(new TreeMap<>(byRows));
  }

  public long total() {
    return byRows.values().stream().mapToLong(Long::longValue).sum();
  }

  BatchCounts plus(BatchCounts other) {
    TreeMap<Long, Long> sum = new TreeMap<>(byRows);
    other.byRows.forEach((rows, batches) -> sum.merge(rows, batches, Long::sum));
    return new BatchCounts(sum);
  }

  /** What was run since an earlier reading; sizes that were not are left out. */
  BatchCounts minus(BatchCounts earlier) {
    TreeMap<Long, Long> difference = new TreeMap<>(byRows);
    earlier.byRows.forEach((rows, batches) -> difference.merge(rows, -batches, Long::sum));
    difference.values().removeIf(batches -> batches == 0);
    return new BatchCounts(difference);
  }
}
