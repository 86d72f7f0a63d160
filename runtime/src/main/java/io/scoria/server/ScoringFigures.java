package io.scoria.server;

import io.scoria.batch.BatchFigures;
import io.scoria.batch.BatchPolicy;
import io.scoria.batch.BatchedModel;
import io.scoria.entry.LoadedScript;
import io.scoria.entry.ScriptFigures;
import io.scoria.entry.WorkerFigures;
import io.scoria.repository.LoadedModel;
import io.scoria.telemetry.Meter;
import io.scoria.telemetry.MeterSource;
import io.scoria.telemetry.Readings;
import java.util.Arrays;
import java.util.List;

/**
 * The figures of what scores: the model, and the script before it or in its place.
 *
 * @param version of the service
 */
record ScoringFigures(Scoring scoring, String version) implements MeterSource {
  @Override
  public void read(Readings readings) {
    scoring.model().ifPresent(model -> read(model, readings));
    scoring.script().ifPresent(script -> read(script, readings));
    readings.add(Meter.CALLS_QUEUED, scoring.waitingCalls());
    readings.add(Meter.CALLS_EXECUTING, scoring.runningCalls());
  }

  private void read(LoadedModel loaded, Readings readings) {
    BatchedModel model = loaded.servable();
    BatchPolicy policy = model.policy();
    readings.addInfo(
        Meter.MODEL,
        model.name(),
        version,
        Boolean.toString(policy.joins()),
        policy.maxTickRows() > 0 ? "loop" : "instance");
    readings.add(Meter.MODEL_LOAD, loaded.loadNanos() / 1e9);
    readings.add(Meter.MODEL_CALIBRATION, loaded.calibrationNanos() / 1e9);
    readings.add(Meter.MODEL_INSTANCES, policy.instances());
    readings.add(Meter.MODEL_THREADS, policy.intraOpThreads());
    readings.add(Meter.MODEL_BATCH_ROWS, policy.maxBatchRows());
    readings.add(Meter.MODEL_TICK_ROWS, policy.maxTickRows());
    List<Long> nanos = model.runNanos();
    for (int i = 0; i < nanos.size(); i++) {
      if (nanos.get(i) > 0) {
        readings.add(Meter.MODEL_RUN, nanos.get(i) / 1e9, Long.toString(1L << i));
      }
    }
    read(model.batches(), readings);
  }

  private static void read(BatchFigures batches, Readings readings) {
    long[] counts = batches.batchesByRows();
    double[] bounds = new double[counts.length];
    Arrays.setAll(bounds, i -> (2L << i) - 1); // the most rows that are counted there
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    readings.addHistogram(Meter.BATCH_ROWS, bounds, counts, (double) batches.rows());
    readings.add(Meter.ROWS, batches.rows());
    for (BatchFigures.Dispatched of : batches.dispatched()) {
      readings.add(Meter.BATCHES, of.batches(), of.place().label(), of.reason().label());
    }
  }

  private static void read(LoadedScript script, Readings readings) {
    script.workers().ifPresent(workers -> read(workers, readings));
    ScriptFigures own = script.figures();
    for (ScriptFigures.Counted counted : own.counters()) {
      readings.add(Meter.SCRIPT_EVENTS, counted.total(), counted.name());
    }
    for (ScriptFigures.Timed timed : own.timers()) {
      readings.addSummary(Meter.SCRIPT_TIMES, timed.count(), timed.nanos() / 1e9, timed.name());
    }
  }

  private static void read(WorkerFigures workers, Readings readings) {
    readings.add(Meter.WORKERS, workers.configured(), "configured");
    readings.add(Meter.WORKERS, workers.up(), "up");
    readings.add(Meter.WORKER_RESTARTS, workers.crashed(), "crashed");
    readings.add(Meter.WORKER_RESTARTS, workers.timedOut(), "timeout");
  }
}
