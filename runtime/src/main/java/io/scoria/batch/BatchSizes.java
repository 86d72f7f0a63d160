package io.scoria.batch;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts batches: those that ran by their rows, in powers of two, and all by why they began with
 * the calls that they had. Thread-safe.
 */
final class BatchSizes {
  private static final int BUCKETS = 21; // up to 2^20 rows

  private final LongAdder[] counts = new LongAdder[BUCKETS];
  private final LongAdder rows = new LongAdder();
  private final Map<BatchPlace, Map<Dispatch, LongAdder>> dispatches; // never changed

  BatchSizes() {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = new LongAdder();
    }
    Map<BatchPlace, Map<Dispatch, LongAdder>> places = new EnumMap<>(BatchPlace.class);
    for (BatchPlace place : BatchPlace.values()) {
      Map<Dispatch, LongAdder> reasons = new EnumMap<>(Dispatch.class);
      for (Dispatch reason : Dispatch.values()) {
        reasons.put(reason, new LongAdder());
      }
      places.put(place, reasons);
    }
    dispatches = places;
  }

  /** A batch has run. */
  void add(long batchRows) {
    counts[LatencyTable.index(batchRows)].increment();
    rows.add(batchRows);
  }

  /** So many batches begin. */
  void dispatched(BatchPlace place, Dispatch reason, int batches) {
    Map<Dispatch, LongAdder> reasons = dispatches.get(place);
    LongAdder count = reasons == null ? null : reasons.get(reason);
    if (count == null) {
      throw new IllegalStateException("there is one of each");
    }
    count.add(batches);
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

  /** What was counted so far, every size and every reason. */
  BatchFigures figures() {
    long[] sizes = new long[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      sizes[i] = counts[i].sum();
    }
    List<BatchFigures.Dispatched> all = new ArrayList<>();
    dispatches.forEach((place, reasons) ->
        reasons.forEach(
            (reason, count) -> all.add(new BatchFigures.Dispatched(place, reason, count.sum()))));
    return new BatchFigures(sizes, rows.sum(), all);
  }
}
