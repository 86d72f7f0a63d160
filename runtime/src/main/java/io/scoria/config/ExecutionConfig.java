package io.scoria.config;

/**
 * How much runs at once.
 *
 * @param instances runs of the model that may overlap
 * @param intraOpThreads threads of one run
 * @param maxCallsInFlight calls read, waiting, running or being answered
 * @param tensorBytes memory for the tensors of all of them
 */
public record ExecutionConfig(
    int instances, int intraOpThreads, int maxCallsInFlight, long tensorBytes) {
  public static final int DEFAULT_MAX_CALLS_IN_FLIGHT = 1000;

  public ExecutionConfig {
    requirePositive("instances", instances);
    requirePositive("intra-op-threads", intraOpThreads);
    requirePositive("max-calls-in-flight", maxCallsInFlight);
    requirePositive("tensor-bytes", tensorBytes);
  }

  /**
   * One instance of one thread for each processor that the process may use, which on Linux are
   * those of its container; half of the memory that the JVM allows itself for tensors.
   */
  public static ExecutionConfig defaults(Runtime runtime) {
    return new ExecutionConfig(
        runtime.availableProcessors(), 1, DEFAULT_MAX_CALLS_IN_FLIGHT, runtime.maxMemory() / 2);
  }

  private static void requirePositive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(key + " is " + value + "; give a number of 1 or more");
    }
  }
}
