package io.scoria.batch;

import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long the runs of one layout take, by their rows. Measured in passes, and for each size the
 * pass of the least median counts: what disturbs the machine during one pass seldom disturbs the
 * others, and the first ones after a start share the processors with the compiler. The median, and
 * not the luckiest run, since threads that wait for each other are seldom lucky. Used by one
 * thread, which blocks.
 */
final class Sweep {
  private static final int MAX_ROWS = 1024;
  private static final int FAR_ENOUGH = 16; // times the best size: no larger one will be better
  private static final int MIN_RUNS = 3;
  private static final int MAX_RUNS = 10_000;
  private static final double AS_GOOD = 1.015; // time per row, of the least

  /**
   * A run is not made longer than this for the sake of throughput, unless one row takes as long.
   */
  private static final long MAX_BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final int MAX_BATCH_ROWS_OF_SLOW = 4;
  private static final long MAX_RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Session session;
  private final SampleRows sample;
  private final boolean joins;
  private final Layout layout;
  private final long perSizeNanos;
  private final int givenRows;
  private final boolean asTick;
  private final Overlap overlap;
  private final int mostRows;
  private final boolean bounded;
  private final LatencyTable table = new LatencyTable();
  private int measuredRows; // the largest size so far

  /** Runs that overlap, and the threads of each. */
  record Layout(int instances, int threads) {
    /** As in {@code 2 x 1 thread}. */
    @Override
    public String toString() {
      return instances + " x " + threads + (threads == 1 ? " thread" : " threads");
    }
  }

  /**
   * @param session for runs of the layout's threads; the caller's
   * @param joins whether runs may have more rows than the sample
   * @param givenRows at most in a run; 0 where that is to be found
   * @param perSizeNanos for the runs of one size in a pass
   * @param asTick true to run as event loops will
   * @param overlap for what runs at once; the caller's
   */
  Sweep(
      Session session,
      SampleRows sample,
      boolean joins,
      Layout layout,
      int givenRows,
      long perSizeNanos,
      boolean asTick,
      Overlap overlap) {
    this.asTick = asTick;
    this.overlap = overlap;
    this.perSizeNanos = perSizeNanos;
    this.session = session;
    this.sample = sample;
    this.joins = joins;
    this.layout = layout;
    this.givenRows = givenRows;
    bounded = joins && givenRows > 0;
    mostRows = !joins ? 1 : bounded ? Math.min(MAX_ROWS, givenRows) : MAX_ROWS;
  }

  /**
   * Runs each size for a while: in the first pass twice as many rows again and again for as long as
   * a row becomes cheaper by it, or up to the rows that are given.
   *
   * @param endNanos when no further size is begun
   */
  void pass(long endNanos) throws RunException {
    boolean first = measuredRows == 0;
    int last = first ? mostRows : measuredRows;
    for (int size = 1; size <= last; size *= 2) {
      long nanos = time(size);
      table.setLeast(size, nanos);
      measuredRows = Math.max(measuredRows, size);
      boolean grown = first && !bounded && size >= FAR_ENOUGH * bestRows();
      boolean tooLong = 2 * nanos > longest() || System.nanoTime() > endNanos;
      if (grown || tooLong || 2 * size > last || !sample.fits(2 * size, layout.instances())) {
        break;
      }
    }
  }

  private long longest() {
    long few = MAX_BATCH_ROWS_OF_SLOW * table.predictNanos(1);
    return bounded ? MAX_RUN_NANOS : Math.min(MAX_RUN_NANOS, Math.max(MAX_BATCH_NANOS, few));
  }

  /** The time of a run of one row, or of the sample where rows are not joined. */
  long runNanos() throws RunException {
    table.setLeast(1, time(1));
    return table.predictNanos(1);
  }

  Layout layout() {
    return layout;
  }

  LatencyTable table() {
    return table;
  }

  /**
   * The fewest rows at which hardly anything is won by more; those that are given where they are.
   */
  int bestRows() {
    if (bounded) {
      return givenRows; // though perhaps fewer were measured
    }
    double least = Double.MAX_VALUE;
    for (int size = 1; size <= measuredRows; size *= 2) {
      least = Math.min(least, nanosPerRow(size));
    }
    int best = 1;
    while (nanosPerRow(best) > AS_GOOD * least) {
      best *= 2;
    }
    return best;
  }

  /** At the best size, all instances being at work. */
  double nanosPerRow() {
    return nanosPerRow(bestRows());
  }

  /** True where a row in the best batch takes less than half of the time that it takes alone. */
  boolean gainsByBatches() {
    return 2 * nanosPerRow() < nanosPerRow(1);
  }

  /** In batches of so many, all instances being at work. */
  double nanosPerRow(int rows) {
    return (double) table.predictNanos(rows) / rows / layout.instances();
  }

  /** As in {@code 2 x 1 thread, batch 1: 5452 us a row, throughput does not grow past it}. */
  String describe() {
    String perRow = Durations.text((long) nanosPerRow());
    boolean past = joins && !bounded && bestRows() < measuredRows;
    return "%s, batch %d: %s a row".formatted(layout, bestRows(), perRow)
        + (past ? ", throughput does not grow past it" : "");
  }

  /** The median time of a run while all instances are at work: that of the slowest instance. */
  private long time(int size) throws RunException {
    if (layout.instances() == 1) {
      return timeRuns(size);
    }
    return overlap.slowest(layout.instances(), () -> timeRuns(size));
  }

  private long timeRuns(int size) throws RunException {
    List<Tensor> inputs = joins ? sample.rows(size, 0) : sample.asIs();
    try (RepeatedRun run = RepeatedRun.of(session, inputs, size, asTick && joins)) {
      long stopNanos = System.nanoTime() + perSizeNanos;
      long[] times = new long[MAX_RUNS];
      int runs = 0;
      while (runs < MIN_RUNS || (runs < MAX_RUNS && System.nanoTime() < stopNanos)) {
        long startNanos = System.nanoTime();
        run.run();
        times[runs++] = System.nanoTime() - startNanos;
        if (times[runs - 1] > MAX_RUN_NANOS) {
          break;
        }
      }
      Arrays.sort(times, 0, runs);
      return times[runs / 2];
    }
  }
}
