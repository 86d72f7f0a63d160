package io.scoria.batch;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.PolicyOverrides;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** From a model file to a model that scores in batches: decides how to run it, and loads it so. */
public final class BatchedModelFactory {
  private final Engine engine;
  private final ExecutionConfig config;
  private final BufferPool pool;
  private final Consumer<String> progress;

  /**
   * @param progress told each step in a line for people
   */
  public BatchedModelFactory(
      Engine engine, ExecutionConfig config, BufferPool pool, Consumer<String> progress) {
    this.engine = engine;
    this.config = config;
    this.pool = pool;
    this.progress = progress;
  }

  /**
   * Measures a model. Blocks for the time of calibration.
   *
   * @param single a session of one thread, which has run
   * @param sample inputs that it has run on; empty where it could run on none. The caller's.
   */
  public Measurement measure(Path file, Session single, List<Tensor> sample)
      throws ModelLoadException {
    if (sample.isEmpty() || config.calibrationMs() == 0) {
      String why =
          sample.isEmpty() ? "there is no request that it can answer" : "calibration is off";
      return unmeasured(why, single, sample);
    }
    SampleRows rows = new SampleRows(sample, pool);
    Calibration calibration =
        new Calibration(engine, file, rows, config.overrides(), config.calibrationMs());
    progress.accept("  calibrating, for at most " + config.calibrationMs() + " ms");
    try {
      return calibration.measure(single, config.processors());
    } catch (RunException e) {
      String why = "it could not run on more rows than its sample: " + e.getMessage();
      return unmeasured(why, single, List.of());
    }
  }

  /**
   * Makes the model ready to score as measured.
   *
   * @param single a session of one thread; owned by this from here on
   * @param sample as for {@link #measure}
   * @return the caller's to close
   */
  public BatchedModel open(
      String name, Path file, Session single, Measurement measured, List<Tensor> sample)
      throws ModelLoadException {
    Signature signature = single.signature();
    BatchPolicy policy = measured.policy();
    LatencyTable table = LatencyTable.of(measured.runNanos());
    progress.accept("  decision: " + policy.reason());
    if (!table.describe().isEmpty()) {
      progress.accept("  time of a run by its rows: " + table.describe());
    }
    int loops = policy.maxTickRows() > 0 ? config.loops() : 0;
    boolean small = table.predictNanos(1) <= Calibration.MAX_TICK_RUN_NANOS;
    List<Session> loopSessions = new ArrayList<>();
    Session instances = single;
    if (policy.intraOpThreads() != 1) {
      single.close();
      instances = warm(engine.load(file, policy.intraOpThreads()), sample);
    }
    for (int i = 0; small && i < loops; i++) {
      loopSessions.add(warm(engine.load(file, 1), sample));
    }
    return new BatchedModel(
        name,
        signature,
        policy,
        measured.runNanos(),
        instances,
        loops,
        loopSessions,
        pool,
        config.maxQueueBytes());
  }

  /** The first run of a session takes far longer than those that follow. */
  private static Session warm(Session session, List<Tensor> sample) throws ModelLoadException {
    try {
      if (!sample.isEmpty()) {
        Tensor.closeAll(session.run(sample, null));
      }
      return session;
    } catch (RunException e) {
      throw new ModelLoadException("the model ran on its sample once, and then not: " + e, e);
    }
  }

  /** As given, and unbatched where that was not asked for, or rows depend on each other. */
  private Measurement unmeasured(String why, Session single, List<Tensor> sample) {
    PolicyOverrides given = config.overrides();
    int threads = given.intraOpThreads().orElse(1);
    int instances = given.instances().orElse(Math.max(1, config.processors() / threads));
    boolean joins = given.asksToJoin() && !sample.isEmpty();
    String apart = "";
    if (joins) {
      String whyApart = RowIndependence.whyNot(single, new SampleRows(sample, pool));
      joins = whyApart == null;
      apart = whyApart == null ? "" : "; unbatched: " + whyApart;
    }
    int rows = joins ? given.maxBatchRows().orElse(1) : 1;
    String reason =
        (joins ? "batch " + rows : "unbatched") + ", not measured: " + why + apart + given(given);
    return new Measurement(
        new BatchPolicy(joins, 0, 0, rows, instances, threads, reason), List.of());
  }

  /** The end of a reason: what was given and not chosen. */
  static String given(PolicyOverrides overrides) {
    String given = overrides.describe();
    return given.isEmpty() ? "" : "; given: " + given;
  }
}
