package io.scoria.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts batches by their rows, in powers of two. Thread-safe. */
final class BatchSizes {
  private static final int BUCKETS = 21; // up to 2^20 rows

  private final LongAdder[] counts = new LongAdder[BUCKETS];

  BatchSizes() {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = new LongAdder();
    }
  }

  void add(long rows) {
    counts[LatencyTable.index(rows)].increment();
  }

  /** The sizes that occurred. */
  List<BatchedModel.BatchSize> toList() {
    List<BatchedModel.BatchSize> sizes = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i].sum() > 0) {
        sizes.add(new BatchedModel.BatchSize(1L << i, counts[i].sum()));
      }
    }
    return sizes;
  }
}
