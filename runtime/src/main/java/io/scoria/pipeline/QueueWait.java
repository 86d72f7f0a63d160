package io.scoria.pipeline;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import org.jspecify.annotations.Nullable;

/** Refuses early what would wait for too long. Immutable. */
record QueueWait(long maxQueueWaitMs) {
  private static final long NANOS_PER_MS = 1_000_000;

  /**
   * Null where a call may wait for so long; looked at when it comes and when it joins.
   *
   * @param waitNanos that it is predicted to wait for its run
   */
  @Nullable Refusal refuse(long waitNanos, long timeoutMs) {
    return refuse(waitNanos, 0, timeoutMs);
  }

  /**
   * The same, where it is known how long it would run then: it is to end in time.
   *
   * @param runNanos 0 where that is not known
   */
  @Nullable Refusal refuse(long waitNanos, long runNanos, long timeoutMs) {
    long waitMs = waitNanos / NANOS_PER_MS;
    long mostMs = Math.min(maxQueueWaitMs, Math.max(0, timeoutMs - runNanos / NANOS_PER_MS));
    if (waitMs <= mostMs) {
      return null;
    }
    return new Refusal(
        Reason.QUEUE_WAIT_EXCEEDED,
        "The call would wait for about %d ms for the model, and may wait for %d ms. Try again shortly."
            .formatted(waitMs, mostMs));
  }
}
