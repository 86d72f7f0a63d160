package io.scoria.batch;

/**
 * How a model is run.
 *
 * @param joins whether calls may run together: rows do not depend on each other
 * @param maxTickRows rows of a run on an event loop; 0 where the model is too slow for that
 * @param maxBatchRows rows of a run on an instance at which throughput grows no more
 * @param instances runs that may overlap on instances
 * @param intraOpThreads threads of one such run
 * @param reason for people
 */
public record BatchPolicy(
    boolean joins,
    int maxTickRows,
    int maxBatchRows,
    int instances,
    int intraOpThreads,
    String reason) {}
