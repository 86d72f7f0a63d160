package io.scoria.pipeline;

import io.scoria.admission.Admission;
import io.scoria.auth.Authentication;
import io.scoria.auth.Authenticator;
import io.scoria.call.Loop;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.config.ExecutionConfig;

/**
 * What every scoring call passes before anything of its body is read: who sends it, how long it may
 * take, whether it may wait, and whether there is room for it. Thread-safe.
 */
public final class Entrance {
  private final Authenticator authenticator;
  private final Admission admission;
  private final Timeouts timeouts;
  private final QueueWait queueWait;

  public Entrance(Authenticator authenticator, Admission admission, ExecutionConfig config) {
    this.authenticator = authenticator;
    this.admission = admission;
    timeouts = new Timeouts(config.scoringTimeoutMs());
    queueWait = new QueueWait(config.maxQueueWaitMs());
  }

  /** Who sends a call, and how long it may take. */
  Timeouts.Asked identify(RequestHead head) {
    return switch (authenticator.authenticate(head)) {
      case Authentication.Accepted accepted -> timeouts.of(head);
      case Authentication.Denied(Refusal denied) -> new Timeouts.Asked.Not(denied);
      case Authentication.Later(var ended) -> new Timeouts.Asked.Later(ended);
    };
  }

  /**
   * Whether a call may come in.
   *
   * @param waitNanos that it is predicted to wait for its run
   * @param nowNanos by {@link System#nanoTime}
   */
  Admission.Admitted admit(RequestHead head, long waitNanos, long timeoutMs, long nowNanos) {
    Refusal tooLong = queueWait.refuse(waitNanos, timeoutMs);
    Admission.Admitted admitted =
        tooLong == null
            ? admission.admit(head.bodyBytes(), nowNanos)
            : new Admission.Admitted.Not(tooLong);
    Loop loop = head.loop();
    if (loop != null && admitted instanceof Admission.Admitted.Not) {
      loop.onOverload();
    }
    return admitted;
  }

  QueueWait queueWait() {
    return queueWait;
  }
}
