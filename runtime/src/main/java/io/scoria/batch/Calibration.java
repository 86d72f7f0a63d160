package io.scoria.batch;

import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures a model when it is loaded, and decides how to run it. Blocks for a bounded time; used
 * once, by one thread. Only runs are timed, never waiting.
 */
final class Calibration {
  /** A model this fast at one row is run on the event loops. */
  static final long MAX_TICK_RUN_NANOS = 60_000;

  /** And in batches that hold the loop no longer than this. */
  static final long MAX_TICK_BATCH_NANOS = 250_000;

  private static final int MAX_ROWS = 1024;
  private static final long MAX_RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final double WORTH_IT = 0.97; // time per row, of that at the best size so far
  private static final int MIN_RUNS = 3;

  private final Engine engine;
  private final Path model;
  private final SampleRows sample;
  private final boolean rows;
  private final long endNanos;
  private final long perSizeNanos;
  private String apart = "its first dimensions are not all free"; // why rows are not joined

  /**
   * @param rows whether the sample can be made into more rows
   */
  Calibration(Engine engine, Path model, SampleRows sample, boolean rows, long budgetMs) {
    this.engine = engine;
    this.model = model;
    this.sample = sample;
    this.rows = rows;
    endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(budgetMs);
    perSizeNanos = TimeUnit.MILLISECONDS.toNanos(budgetMs) / 40;
  }

  /** The best of one thread layout: nanoseconds for a row when every processor is at work. */
  private record Layout(
      int instances, int threads, int bestRows, double nanosPerRow, LatencyTable table) {
    String describe() {
      return "%d x %d %s, batch %d: %s a row"
          .formatted(
              instances,
              threads,
              threads == 1 ? "thread" : "threads",
              bestRows,
              Durations.text((long) nanosPerRow));
    }
  }

  /**
   * Runs the sample, and decides.
   *
   * @param single a session of one thread for each run; the caller's
   */
  Measurement measure(Session single, int processors) throws RunException, ModelLoadException {
    boolean joins = rows && areIndependent(single);
    Layout wide = sweep(single, processors, 1, joins);
    long alone = wide.table().predictNanos(1);
    if (alone <= MAX_TICK_RUN_NANOS && single.timeFollowsFromShapes()) {
      return tick(wide, joins);
    }
    Layout best = wide;
    String other = "";
    if (processors > 1 && System.nanoTime() < endNanos) {
      try (Session parallel = engine.load(model, processors)) {
        Layout deep = sweep(parallel, 1, processors, joins);
        best = deep.nanosPerRow() < wide.nanosPerRow() ? deep : wide;
        other = "; not " + (best.equals(deep) ? wide : deep).describe();
      }
    }
    String reason = "instances: " + best.describe() + other + joinReason(joins);
    BatchPolicy policy =
        new BatchPolicy(joins, 0, best.bestRows(), best.instances(), best.threads(), reason);
    return new Measurement(policy, best.table().toList());
  }

  private Measurement tick(Layout layout, boolean joins) {
    int tickRows = 1;
    while (tickRows < MAX_ROWS
        && layout.table().predictNanos(2L * tickRows) <= MAX_TICK_BATCH_NANOS) {
      tickRows *= 2;
    }
    String reason =
        "tick: %d rows in %s%s"
            .formatted(
                tickRows, Durations.text(layout.table().predictNanos(tickRows)), joinReason(joins));
    BatchPolicy policy =
        new BatchPolicy(joins, tickRows, layout.bestRows(), layout.instances(), 1, reason);
    return new Measurement(policy, layout.table().toList());
  }

  private boolean areIndependent(Session session) {
    if (!sample.canVary()) {
      apart = "no rows that differ can be made from its sample";
      return false;
    }
    try {
      apart = "rows are answered otherwise together than apart";
      return RowIndependence.holds(session, sample);
    } catch (RunException e) {
      apart = "it cannot run on three rows made from its sample";
      return false;
    }
  }

  private String joinReason(boolean joins) {
    return joins ? "" : "; unbatched: " + apart;
  }

  /** Doubles the rows for as long as a row becomes cheaper by it. */
  private Layout sweep(Session session, int instances, int threads, boolean joins)
      throws RunException {
    LatencyTable table = new LatencyTable();
    int bestRows = 1;
    double best = Double.MAX_VALUE;
    for (int size = 1; size <= MAX_ROWS; size *= 2) {
      long nanos = time(session, size, instances, joins);
      table.set(size, nanos);
      double perRow = (double) nanos / size / instances;
      if (perRow < best * WORTH_IT) {
        best = perRow;
        bestRows = size;
      }
      boolean grown = size >= 4 * bestRows;
      if (!joins || grown || 2 * nanos > MAX_RUN_NANOS || System.nanoTime() > endNanos) {
        break;
      }
    }
    return new Layout(instances, threads, bestRows, best, table);
  }

  /** The time of a run while {@code instances} of them overlap; the least seen, to shed noise. */
  private long time(Session session, int size, int instances, boolean joins) throws RunException {
    if (instances == 1) {
      return timeRuns(session, size, joins);
    }
    return Overlap.slowest(instances, () -> timeRuns(session, size, joins));
  }

  private long timeRuns(Session session, int size, boolean joins) throws RunException {
    List<Tensor> inputs = joins ? sample.rows(size, 0) : sample.asIs();
    try {
      long stopNanos = System.nanoTime() + perSizeNanos;
      long least = Long.MAX_VALUE;
      for (int run = 0; run < MIN_RUNS || System.nanoTime() < stopNanos; run++) {
        long startNanos = System.nanoTime();
        Tensor.closeAll(session.run(inputs, null));
        long nanos = System.nanoTime() - startNanos;
        least = Math.min(least, nanos);
        if (nanos > MAX_RUN_NANOS) {
          break;
        }
      }
      return least;
    } finally {
      Tensor.closeAll(inputs);
    }
  }
}
