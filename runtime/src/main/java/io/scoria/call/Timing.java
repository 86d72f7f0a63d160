package io.scoria.call;

/**
 * Where the time of one call went. In nanoseconds; {@link #UNKNOWN} for a step that the call did
 * not take, or of which that cannot be told.
 *
 * @param decodeNanos of work on the body, from bytes to tensors
 * @param queueNanos from the end of the body to the run
 * @param runNanos of the model or the script; {@link Reply#NOT_RUN} or {@link Reply#RUN_FAILED}
 * @param encodeNanos of work on the answer, from tensors to bytes
 * @param batchRows of all calls in the run; 0 where that is not known
 */
public record Timing(
    long decodeNanos, long queueNanos, long runNanos, long encodeNanos, long batchRows) {
  public static final long UNKNOWN = -1;

  /** Of a reply for which nothing was run. */
  public static final Timing NOT_RUN = run(Reply.NOT_RUN);

  /** Of a run of which nothing else is known. */
  public static Timing run(long nanos) {
    return new Timing(UNKNOWN, UNKNOWN, nanos, UNKNOWN, 0);
  }

  public Timing withRunNanos(long nanos) {
    return new Timing(decodeNanos, queueNanos, nanos, encodeNanos, batchRows);
  }

  public Timing withQueueNanos(long nanos) {
    return new Timing(decodeNanos, nanos, runNanos, encodeNanos, batchRows);
  }
}
