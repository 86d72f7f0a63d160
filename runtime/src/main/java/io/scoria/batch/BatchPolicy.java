package io.scoria.batch;

import io.scoria.config.PolicyOverrides;

/**
 * How a model is run.
 *
 * @param joins whether calls may run together: rows do not depend on each other
 * @param maxTickRows rows of a run on an event loop; 0 where the model is too slow for that
 * @param maxTickCallRows rows of a call that is run there; one of more runs on an instance
 * @param maxBatchRows rows of a run on an instance at which throughput grows no more
 * @param instances runs that may overlap on instances
 * @param intraOpThreads threads of one such run
 * @param reason for people
 */
public record BatchPolicy(
    boolean joins,
    int maxTickRows,
    int maxTickCallRows,
    int maxBatchRows,
    int instances,
    int intraOpThreads,
    String reason) {
  public BatchPolicy {
    requireWithin(0, PolicyOverrides.MAX_ROWS, "max-tick-rows", maxTickRows);
    requireWithin(0, maxTickRows, "max-tick-call-rows", maxTickCallRows);
    requireWithin(1, PolicyOverrides.MAX_ROWS, "max-batch-rows", maxBatchRows);
    requireWithin(1, PolicyOverrides.MAX_THREADS, "instances", instances);
    requireWithin(1, PolicyOverrides.MAX_THREADS, "intra-op-threads", intraOpThreads);
  }

  /** Whether a run may have rows of more than one call. */
  public boolean batches() {
    return joins && Math.max(maxTickRows, maxBatchRows) > 1;
  }

  private static void requireWithin(int least, int most, String what, int value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, which is not from %d to %d".formatted(what, value, least, most));
    }
  }
}
