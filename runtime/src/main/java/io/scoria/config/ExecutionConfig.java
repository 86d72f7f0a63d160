package io.scoria.config;

import java.util.OptionalInt;

/**
 * How much runs at once, and how long a call may take.
 *
 * @param processors that this process may use
 * @param loops event loops of the scoring listener
 * @param maxCallsInFlight calls read, waiting, running or being answered
 * @param tensorBytes memory for the tensors of all of them
 * @param maxQueueBytes of those, for the inputs that wait for one model's instances
 * @param scoringTimeoutMs from a call's arrival to its answer
 * @param maxQueueWaitMs that a call is predicted to wait at most, or it is refused
 * @param calibrationMs for measuring a model when it is loaded; 0 for not at all
 * @param overrides what measuring does not choose
 * @param concurrentRequests that one container is meant to have in flight, by its deployment; empty
 *     where that says nothing
 */
public record ExecutionConfig(
    int processors,
    int loops,
    int maxCallsInFlight,
    long tensorBytes,
    long maxQueueBytes,
    int scoringTimeoutMs,
    int maxQueueWaitMs,
    int calibrationMs,
    PolicyOverrides overrides,
    OptionalInt concurrentRequests) {
  public static final int DEFAULT_MAX_CALLS_IN_FLIGHT = 1000;
  public static final int DEFAULT_SCORING_TIMEOUT_MS = 60_000;
  public static final int DEFAULT_MAX_QUEUE_WAIT_MS = 500;
  public static final int DEFAULT_CALIBRATION_MS = 2000;

  /** Of a deployment that says nothing of concurrent requests. */
  public ExecutionConfig(
      int processors,
      int loops,
      int maxCallsInFlight,
      long tensorBytes,
      long maxQueueBytes,
      int scoringTimeoutMs,
      int maxQueueWaitMs,
      int calibrationMs,
      PolicyOverrides overrides) {
    this(
        processors,
        loops,
        maxCallsInFlight,
        tensorBytes,
        maxQueueBytes,
        scoringTimeoutMs,
        maxQueueWaitMs,
        calibrationMs,
        overrides,
        OptionalInt.empty());
  }

  public ExecutionConfig {
    requirePositive("processors", processors);
    requirePositive("loops", loops);
    requirePositive("max-calls-in-flight", maxCallsInFlight);
    requirePositive("tensor-bytes", tensorBytes);
    requirePositive("max-queue-bytes", maxQueueBytes);
    requirePositive("scoring-timeout-ms", scoringTimeoutMs);
    requirePositive("max-queue-wait-ms", maxQueueWaitMs);
    requirePositive("concurrent requests", concurrentRequests.orElse(1));
    if (calibrationMs < 0) {
      throw new IllegalArgumentException(
          "calibration-ms is " + calibrationMs + "; give 0 for none, or a number of 1 or more");
    }
  }

  /**
   * For the processors that the process may use, which on Linux are those of its container; half of
   * the memory that the JVM allows itself for tensors, and a quarter of that for those that wait:
   * the rest is for what is being read, joined, run and answered.
   */
  public static ExecutionConfig defaults(Runtime runtime) {
    long tensorBytes = runtime.maxMemory() / 2;
    return new ExecutionConfig(
        runtime.availableProcessors(),
        runtime.availableProcessors(),
        DEFAULT_MAX_CALLS_IN_FLIGHT,
        tensorBytes,
        tensorBytes / 4,
        DEFAULT_SCORING_TIMEOUT_MS,
        DEFAULT_MAX_QUEUE_WAIT_MS,
        DEFAULT_CALIBRATION_MS,
        PolicyOverrides.NONE);
  }

  /** The same but for what measuring does not choose. */
  public ExecutionConfig withOverrides(PolicyOverrides others) {
    return new ExecutionConfig(
        processors,
        loops,
        maxCallsInFlight,
        tensorBytes,
        maxQueueBytes,
        scoringTimeoutMs,
        maxQueueWaitMs,
        calibrationMs,
        others);
  }

  /** The same but for the time of measuring. */
  public ExecutionConfig withCalibrationMs(int otherMs) {
    return new ExecutionConfig(
        processors,
        loops,
        maxCallsInFlight,
        tensorBytes,
        maxQueueBytes,
        scoringTimeoutMs,
        maxQueueWaitMs,
        otherMs,
        overrides);
  }

  private static void requirePositive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(key + " is " + value + "; give a number of 1 or more");
    }
  }
}
