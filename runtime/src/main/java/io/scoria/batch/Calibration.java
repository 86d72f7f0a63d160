package io.scoria.batch;

import io.scoria.batch.Sweep.Layout;
import io.scoria.config.PolicyOverrides;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures a model when it is loaded, and decides how to run it. Blocks for a bounded time; used
 * once, by one thread. Only runs are timed, never waiting.
 */
final class Calibration {
  /** A model this fast at one row is run on the event loops. */
  static final long MAX_TICK_RUN_NANOS = 60_000;

  /** And in batches that hold the loop no longer than this. */
  static final long MAX_TICK_BATCH_NANOS = 250_000;

  /**
   * A model whose rows are joined is run on the event loops up to here, where that is not much
   * slower than on instances: what waits for a loop is in the next batch in any case. A call of
   * more rows than run in this time has less from that, and more from the larger batches of
   * instances.
   */
  private static final long MAX_JOINED_RUN_NANOS = 1_000_000;

  private static final long MAX_JOINED_BATCH_NANOS = 6_000_000;

  private static final int ALONE_LOOKS = 3;

  /**
   * So many times as long a call that is alone may take on a loop as where all processors work on
   * it.
   */
  private static final int AS_FAST = 4;

  /** And so much more may a row cost in the largest batch. */
  private static final double AS_CHEAP = 1.5;

  private static final int MAX_TICK_ROWS = 1024;

  /**
   * A small model is measured in so many times less: its runs are short, so that many fit into a
   * moment, and a start of it is not to take longer than it must.
   */
  private static final int QUICK = 30;

  private static final int TICK_PASSES = 3;
  private static final int MIN_LOOKS = 8; // and as many more as fit in a quarter of the time
  private static final int UNCLEAR = 8; // times the bound
  private static final int UNCLEAR_LOOKS = 3; // are taken of what is slower
  private static final int CLEAR = 64; // times the bound

  /**
   * Where batches pay, fewer instances are taken even though a row costs so much more: an instance
   * takes what waits when it falls idle, and beside another that is often little, at several times
   * the cost of a row. Where they do not pay, more instances are taken as long as a row costs no
   * more than that: threads of one run wait for each other, and calls for the batch.
   */
  private static final double AS_GOOD = 1.15;

  private final Overlap overlap = new Overlap();
  private final Engine engine;
  private final Path model;
  private final SampleRows sample;
  private final PolicyOverrides overrides;
  private final long endNanos;
  private final long looksEndNanos;
  private final long perSizeNanos;

  Calibration(
      Engine engine, Path model, SampleRows sample, PolicyOverrides overrides, long budgetMs) {
    this.engine = engine;
    this.model = model;
    this.sample = sample;
    this.overrides = overrides;
    endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(budgetMs);
    looksEndNanos = endNanos - TimeUnit.MILLISECONDS.toNanos(budgetMs) * 3 / 4;
    perSizeNanos = TimeUnit.MILLISECONDS.toNanos(budgetMs) / 200;
  }

  /**
   * Runs the sample, and decides what is not given.
   *
   * @param single a session of one thread for each run; the caller's
   */
  Measurement measure(Session single, int processors) throws RunException, ModelLoadException {
    try (overlap) {
      return measureAll(single, processors);
    }
  }

  private Measurement measureAll(Session single, int processors)
      throws RunException, ModelLoadException {
    String apart =
        overrides.maxBatchRows().orElse(0) == 1
            ? "" // as given, which the reason tells
            : RowIndependence.whyNot(single, sample);
    boolean joins = apart == null;
    String unbatched = apart == null || apart.isEmpty() ? "" : "; unbatched: " + apart;
    String ending = unbatched + BatchedModelFactory.given(overrides);
    if (overrides.tick() && single.timeFollowsFromShapes()) {
      Sweep loops = sweep(single, new Layout(processors, 1), joins, true);
      long nanos = runNanos(loops);
      if (nanos <= MAX_TICK_RUN_NANOS) {
        return tick(loops, joins, ending);
      }
      List<Sweep> sweeps = sweeps(single, layouts(processors), joins);
      String whyNot = joins ? whyNotJoined(single, sweeps) : "rows are not joined";
      if (whyNot == null) {
        return joinedTick(sweeps, ending);
      }
      String slow =
          "; no tick: a run of one row on all loops at once takes %s, more than %s, and "
              .formatted(Durations.text(nanos), Durations.text(MAX_TICK_RUN_NANOS));
      return instances(sweeps, joins, slow + whyNot + ending);
    }
    String values = overrides.tick() ? "; no tick: its time may depend on values" : "";
    return instances(sweeps(single, layouts(processors), joins), joins, values + ending);
  }

  /**
   * Looked at again where it is not clear: a cold start, or whatever else the machine does, makes a
   * small model seem slow, and the decision is remembered.
   */
  private long runNanos(Sweep loops) throws RunException {
    for (int looks = 1; ; looks++) {
      long nanos = loops.runNanos();
      boolean slow = nanos > UNCLEAR * MAX_TICK_RUN_NANOS && looks >= UNCLEAR_LOOKS;
      boolean enough = looks >= MIN_LOOKS && System.nanoTime() > looksEndNanos;
      if (nanos <= MAX_TICK_RUN_NANOS || slow || enough || nanos > CLEAR * MAX_TICK_RUN_NANOS) {
        return nanos;
      }
    }
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

  private Sweep sweep(Session session, Layout layout, boolean joins, boolean asTick) {
    int givenRows = overrides.maxBatchRows().orElse(0);
    long nanos = asTick ? perSizeNanos / QUICK : perSizeNanos;
    return new Sweep(session, sample, joins, layout, givenRows, nanos, asTick, overlap);
  }

  /** One of each layout, measured for the time that is left. */
  private List<Sweep> sweeps(Session single, Set<Layout> layouts, boolean joins)
      throws RunException, ModelLoadException {
    List<Session> opened = new ArrayList<>();
    try {
      List<Sweep> sweeps = new ArrayList<>();
      for (Layout layout : layouts) {
        if (sweeps.isEmpty() || System.nanoTime() < endNanos) {
          Session session = layout.threads() == 1 ? single : open(layout.threads(), opened);
          Sweep sweep = sweep(session, layout, joins, false);
          sweep.pass(endNanos);
          sweeps.add(sweep);
        }
      }
      while (System.nanoTime() < endNanos) {
        for (Sweep sweep : sweeps) {
          sweep.pass(endNanos);
        }
      }
      return sweeps;
    } finally {
      opened.forEach(Session::close);
    }
  }

  private Session open(int threads, List<Session> opened) throws ModelLoadException {
    Session session = engine.load(model, threads);
    opened.add(session);
    return session;
  }

  /**
   * Why a model that is not small is not run on the event loops; null where it is.
   *
   * @param sweeps the first is of one thread for each processor, as the event loops are
   */
  private @Nullable String whyNotJoined(Session single, List<Sweep> sweeps) throws RunException {
    if (overrides.instances().isPresent() || overrides.intraOpThreads().isPresent()) {
      return "how it runs on instances is given";
    }
    Sweep loops = sweeps.getFirst();
    if (!loops.gainsByBatches()) {
      return "a row of a batch takes more than half of that";
    }
    double nanosPerRow = loops.nanosPerRow(tickRows(loops.table(), true, MAX_JOINED_BATCH_NANOS));
    double least = fastest(sweeps).nanosPerRow();
    if (nanosPerRow > AS_CHEAP * least) {
      return "a row of a batch on the loops takes %s, more than %s times %s"
          .formatted(Durations.text((long) nanosPerRow), AS_CHEAP, Durations.text((long) least));
    }
    long nanos = aloneNanos(single);
    long bound = MAX_JOINED_RUN_NANOS;
    for (Sweep other : sweeps) {
      bound = Math.min(bound, AS_FAST * other.table().predictNanos(1));
    }
    return nanos <= bound
        ? null
        : "alone %s, more than %s".formatted(Durations.text(nanos), Durations.text(bound));
  }

  /** Of a run of one row where no other runs. */
  private long aloneNanos(Session single) throws RunException {
    Sweep alone = sweep(single, new Layout(1, 1), true, false);
    for (int look = 1; look < ALONE_LOOKS; look++) {
      alone.runNanos();
    }
    return alone.runNanos();
  }

  /** On the event loops, and what is too large for them on as many instances. */
  private Measurement joinedTick(List<Sweep> sweeps, String ending) {
    Sweep loops = sweeps.getFirst();
    int rows = tickRows(loops.table(), true, MAX_JOINED_BATCH_NANOS);
    int callRows = tickRows(loops.table(), true, MAX_JOINED_RUN_NANOS);
    String perRow = Durations.text((long) loops.nanosPerRow(rows));
    StringBuilder reason =
        new StringBuilder(tickReason(loops.table(), rows, MAX_JOINED_BATCH_NANOS))
            .append("; with all loops at work %s a row".formatted(perRow))
            .append("; calls of more than %d rows on instances".formatted(callRows));
    for (Sweep other : sweeps) {
      reason.append(other == loops ? "" : ", and not on instances " + other.describe());
    }
    BatchPolicy policy =
        new BatchPolicy(
            true, rows, callRows, loops.bestRows(), loops.layout().instances(), 1, reason + ending);
    return new Measurement(policy, loops.table().toList());
  }

  private static Sweep fastest(List<Sweep> sweeps) {
    return sweeps.stream().min(Comparator.comparingDouble(Sweep::nanosPerRow)).orElseThrow();
  }

  private static Measurement instances(List<Sweep> sweeps, boolean joins, String ending) {
    Sweep fastest = fastest(sweeps);
    double bound = AS_GOOD * fastest.nanosPerRow();
    Comparator<Sweep> byInstances = Comparator.comparingInt(sweep -> sweep.layout().instances());
    Sweep best =
        sweeps.stream()
            .filter(sweep -> sweep.nanosPerRow() <= bound)
            .min(fastest.gainsByBatches() ? byInstances : byInstances.reversed())
            .orElseThrow();
    StringBuilder reason = new StringBuilder("instances: " + best.describe());
    for (Sweep other : sweeps) {
      reason.append(other == best ? "" : "; not " + other.describe() + butCheaper(other, best));
    }
    Layout layout = best.layout();
    BatchPolicy policy =
        new BatchPolicy(
            joins, 0, 0, best.bestRows(), layout.instances(), layout.threads(), reason + ending);
    return new Measurement(policy, best.table().toList());
  }

  /** Why a layout is not taken though a row costs less in it; empty where it costs no less. */
  private static String butCheaper(Sweep other, Sweep best) {
    if (other.nanosPerRow() >= best.nanosPerRow()) {
      return "";
    }
    return other.layout().instances() > best.layout().instances()
        ? ", hardly less, and with more instances batches are smaller"
        : ", hardly less, and threads of one run wait for each other";
  }

  private Measurement tick(Sweep loops, boolean joins, String ending) throws RunException {
    for (int pass = 0; pass == 0 || (pass < TICK_PASSES && System.nanoTime() < endNanos); pass++) {
      loops.pass(endNanos);
    }
    LatencyTable table = loops.table();
    int tickRows = tickRows(table, joins, MAX_TICK_BATCH_NANOS);
    String reason = tickReason(table, tickRows, MAX_TICK_BATCH_NANOS) + ending;
    int threads = overrides.intraOpThreads().orElse(1);
    int instances = overrides.instances().orElse(Math.max(1, loops.layout().instances() / threads));
    BatchPolicy policy =
        new BatchPolicy(joins, tickRows, tickRows, loops.bestRows(), instances, threads, reason);
    return new Measurement(policy, table.toList());
  }

  /** The most rows, of the powers of two, that a loop runs within the time. */
  private int tickRows(LatencyTable table, boolean joins, long mostNanos) {
    int most = joins ? overrides.maxBatchRows().orElse(MAX_TICK_ROWS) : MAX_TICK_ROWS;
    int rows = 1;
    while (2 * rows <= most && table.predictNanos(2L * rows) <= mostNanos) {
      rows *= 2;
    }
    return rows;
  }

  private static String tickReason(LatencyTable table, int rows, long mostNanos) {
    return "tick: on the event loops, one row in %s, up to %d rows in %s (at most %s)"
        .formatted(
            Durations.text(table.predictNanos(1)),
            rows,
            Durations.text(table.predictNanos(rows)),
            Durations.text(mostNanos));
  }
}
