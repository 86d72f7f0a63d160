package io.scoria.batch;

import java.util.List;

/** What was counted of a model's batches so far. */
public final class BatchFigures {
  private final long[] batchesByRows;
  private final long rows;
  private final List<Dispatched> dispatched;

  /** How many batches began somewhere for a reason, whatever came of them. */
  public record Dispatched(BatchPlace place, Dispatch reason, long batches) {}

  BatchFigures(long[] batchesByRows, long rows, List<Dispatched> dispatched) {
    this.batchesByRows = batchesByRows;
    this.rows = rows;
    this.dispatched = List.copyOf(dispatched);
  }

  /** Batches that ran, of 1 row, of 2 to 3, of 4 to 7, and so on. */
  public long[] batchesByRows() {
    return batchesByRows.clone();
  }

  /** Of all batches that ran. */
  public long rows() {
    return rows;
  }

  public List<Dispatched> dispatched() {
    return dispatched;
  }
}
