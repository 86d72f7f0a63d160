package io.scoria.config.azureml;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.PolicyOverrides;
import java.util.List;

/** How much runs at once, and how long it may take. In the order of the help. */
final class ExecutionOptions {
  static final Setting<Integer> MAX_CALLS =
      Setting.of(
              "max-calls-in-flight",
              Kinds.whole(1, "calls"),
              "More calls than this at once are refused with 503. Default:"
                  + " maxConcurrentRequestsPerContainer where there is no script, else "
                  + ExecutionConfig.DEFAULT_MAX_CALLS_IN_FLIGHT
                  + ".")
          .option("N", "--max-calls-in-flight");
  static final Setting<Long> MAX_QUEUE_BYTES =
      Setting.of(
              "max-queue-bytes",
              Kinds.wholeLong(1, "bytes"),
              "A call is refused with 503 where the inputs of those that wait for the model would"
                  + " have more bytes with its own. Default: an eighth of the Java heap's most.")
          .option("N", "--max-queue-bytes");
  static final Setting<Integer> SCORING_TIMEOUT =
      Setting.of(
              "scoring-timeout-ms",
              Kinds.whole(1, "milliseconds"),
              "A call that takes longer is answered with 504. A client may ask for less with the"
                  + " header X-Scoring-Timeout-Ms. Default: scoringTimeoutMs, else "
                  + ExecutionConfig.DEFAULT_SCORING_TIMEOUT_MS
                  + ".")
          .option("N", "--scoring-timeout-ms")
          .in(DeploymentFile.SCORING_TIMEOUT);
  static final Setting<Integer> MAX_QUEUE_WAIT =
      Setting.of(
              "max-queue-wait-ms",
              Kinds.whole(1, "milliseconds"),
              "A call that would wait longer than this for its run is refused with 503. Default:"
                  + " maxQueueWaitMs, else "
                  + ExecutionConfig.DEFAULT_MAX_QUEUE_WAIT_MS
                  + ".")
          .option("N", "--max-queue-wait-ms")
          .in(DeploymentFile.MAX_QUEUE_WAIT);
  static final Setting<Integer> CALIBRATION =
      Setting.of(
              "calibration-ms",
              Kinds.whole(0, "milliseconds"),
              "How long the model is measured when it is loaded, to decide how it is run; 0 for not"
                  + " at all. Default: "
                  + ExecutionConfig.DEFAULT_CALIBRATION_MS
                  + ".")
          .option("N", "--calibration-ms");
  static final Setting<Integer> INSTANCES =
      Setting.of(
              "instances",
              Kinds.whole(1, PolicyOverrides.MAX_THREADS, ""),
              "Runs of the model that may overlap, beside those on event loops. Default: measured.")
          .option("N", "--instances");
  static final Setting<Integer> INTRA_OP_THREADS =
      Setting.of(
              "intra-op-threads",
              Kinds.whole(1, PolicyOverrides.MAX_THREADS, ""),
              "Threads that one run may use; runs that overlap share those beyond their own."
                  + " Default: measured.")
          .option("N", "--intra-op-threads");
  static final Setting<Integer> MAX_BATCH_ROWS =
      Setting.of(
              "max-batch-rows",
              Kinds.whole(1, PolicyOverrides.MAX_ROWS, ""),
              "Rows of calls that are joined into one run, where rows are found not to depend on"
                  + " each other; 1 to join none. Default: measured.")
          .option("N", "--max-batch-rows");
  static final Setting<String> TICK =
      Setting.of(
              "tick",
              Kinds.choice("auto", "off"),
              "auto: a model that is found small, or fast in batches, runs on the event loops. off:"
                  + " never. Default: auto.")
          .option("auto|off", "--tick");

  static final Setting<String> MEMORY_CHECK =
      Setting.of(
              "memory-check",
              Kinds.choice("on", "off"),
              "on: a model that is not expected to fit into the memory of the container, or of the"
                  + " machine, is refused before it is loaded. Default: on.")
          .option("on|off", "--memory-check");

  static final List<Setting<?>> ALL =
      List.of(
          MAX_CALLS,
          MAX_QUEUE_BYTES,
          SCORING_TIMEOUT,
          MAX_QUEUE_WAIT,
          CALIBRATION,
          INSTANCES,
          INTRA_OP_THREADS,
          MAX_BATCH_ROWS,
          TICK,
          MEMORY_CHECK);

  private ExecutionOptions() {}
}
