package io.scoria.batch;

import io.scoria.config.PolicyOverrides;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
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
  private final PolicyOverrides overrides;
  private final long endNanos;
  private final long perSizeNanos;

  Calibration(
      Engine engine, Path model, SampleRows sample, PolicyOverrides overrides, long budgetMs) {
    this.engine = engine;
    this.model = model;
    this.sample = sample;
    this.overrides = overrides;
    endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(budgetMs);
    perSizeNanos = TimeUnit.MILLISECONDS.toNanos(budgetMs) / 40;
  }

  /** Runs that overlap, and the threads of each. */
  private record Layout(int instances, int threads) {}

  /** The best of a layout: nanoseconds for a row when all its instances are at work. */
  private record Swept(Layout layout, int bestRows, double nanosPerRow, LatencyTable table) {
    String describe() {
      int threads = layout.threads();
      return "%d x %d %s, batch %d: %s a row"
          .formatted(
              layout.instances(),
              threads,
              threads == 1 ? "thread" : "threads",
              bestRows,
              Durations.text((long) nanosPerRow));
    }
  }

  /**
   * Runs the sample, and decides what is not given.
   *
   * @param single a session of one thread for each run; the caller's
   */
  Measurement measure(Session single, int processors) throws RunException, ModelLoadException {
    String apart =
        overrides.maxBatchRows().orElse(0) == 1
            ? "" // as given, which the reason tells
            : RowIndependence.whyNot(single, sample);
    boolean joins = apart == null;
    String unbatched = apart == null || apart.isEmpty() ? "" : "; unbatched: " + apart;
    String ending = unbatched + BatchedModelFactory.given(overrides);
    if (overrides.tick() && single.timeFollowsFromShapes()) {
      Layout loops = new Layout(processors, 1);
      if (time(single, 1, loops, joins) <= MAX_TICK_RUN_NANOS) {
        return tick(sweep(single, loops, joins), joins, ending);
      }
    }
    return instances(single, layouts(processors), joins, ending);
  }

  /**
   * Those to choose from: every processor at work, in many runs of one thread or in one of many.
   */
  private Set<Layout> layouts(int processors) {
    int threads = overrides.intraOpThreads().orElse(1);
    int instances = overrides.instances().orElse(Math.max(1, processors / threads));
    Set<Layout> layouts = new LinkedHashSet<>(Set.of(new Layout(instances, threads)));
    if (overrides.intraOpThreads().isEmpty()) {
      int fewest = overrides.instances().orElse(1);
      layouts.add(new Layout(fewest, Math.max(1, processors / fewest)));
    }
    return layouts;
  }

  private Measurement instances(Session single, Set<Layout> layouts, boolean joins, String ending)
      throws RunException, ModelLoadException {
    List<Swept> measured = new ArrayList<>();
    for (Layout layout : layouts) {
      if (measured.isEmpty() || System.nanoTime() < endNanos) {
        measured.add(sweepAlone(single, layout, joins));
      }
    }
    measured.sort(Comparator.comparingDouble(Swept::nanosPerRow));
    Swept best = measured.getFirst();
    StringBuilder reason = new StringBuilder("instances: " + best.describe());
    for (Swept other : measured.subList(1, measured.size())) {
      reason.append("; not ").append(other.describe());
    }
    BatchPolicy policy =
        new BatchPolicy(
            joins,
            0,
            best.bestRows(),
            best.layout().instances(),
            best.layout().threads(),
            reason + ending);
    return new Measurement(policy, best.table().toList());
  }

  private Swept sweepAlone(Session single, Layout layout, boolean joins)
      throws RunException, ModelLoadException {
    if (layout.threads() == 1) {
      return sweep(single, layout, joins);
    }
    try (Session parallel = engine.load(model, layout.threads())) {
      return sweep(parallel, layout, joins);
    }
  }

  private Measurement tick(Swept swept, boolean joins, String ending) {
    int most = joins ? overrides.maxBatchRows().orElse(MAX_ROWS) : MAX_ROWS;
    int tickRows = 1;
    while (2 * tickRows <= most
        && swept.table().predictNanos(2L * tickRows) <= MAX_TICK_BATCH_NANOS) {
      tickRows *= 2;
    }
    String reason =
        "tick: %d rows in %s%s"
            .formatted(tickRows, Durations.text(swept.table().predictNanos(tickRows)), ending);
    int threads = overrides.intraOpThreads().orElse(1);
    int instances = overrides.instances().orElse(Math.max(1, swept.layout().instances() / threads));
    BatchPolicy policy =
        new BatchPolicy(joins, tickRows, swept.bestRows(), instances, threads, reason);
    return new Measurement(policy, swept.table().toList());
  }

  /**
   * Doubles the rows for as long as a row becomes cheaper by it; where the most rows are given, up
   * to them.
   */
  private Swept sweep(Session session, Layout layout, boolean joins) throws RunException {
    OptionalInt given = joins ? overrides.maxBatchRows() : OptionalInt.empty();
    int most = Math.min(MAX_ROWS, given.orElse(MAX_ROWS));
    LatencyTable table = new LatencyTable();
    int bestRows = 1;
    double best = Double.MAX_VALUE;
    for (int size = 1; size <= most; size *= 2) {
      long nanos = time(session, size, layout, joins);
      table.set(size, nanos);
      double perRow = (double) nanos / size / layout.instances();
      if (perRow < best * WORTH_IT) {
        best = perRow;
        bestRows = size;
      }
      boolean grown = given.isEmpty() && size >= 4 * bestRows;
      boolean tooLong = 2 * nanos > MAX_RUN_NANOS || System.nanoTime() > endNanos;
      if (!joins || grown || tooLong || !sample.fits(2 * size, layout.instances())) {
        break;
      }
    }
    if (given.isPresent()) {
      bestRows = given.getAsInt();
      best = (double) table.predictNanos(bestRows) / bestRows / layout.instances();
    }
    return new Swept(layout, bestRows, best, table);
  }

  /** The time of a run while all instances are at work; the least seen, to shed noise. */
  private long time(Session session, int size, Layout layout, boolean joins) throws RunException {
    if (layout.instances() == 1) {
      return timeRuns(session, size, joins);
    }
    return Overlap.slowest(layout.instances(), () -> timeRuns(session, size, joins));
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
