package io.scoria.pipeline;

import io.scoria.admission.Admission;
import io.scoria.admission.Permit;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.endpoint.Endpoint;
import io.scoria.entry.LoadedScript;
import io.scoria.tensor.BufferPool;

/** Has requests answered by an entry script, which is given the body as it was sent. */
public final class ScriptService extends IdentifiedService {
  private static final Refusal NOT_READY =
      new Refusal(Reason.NOT_READY, "The entry script is not loaded yet. Try again shortly.");

  private final Endpoint<LoadedScript> endpoint;
  private final BufferPool memory;

  /**
   * @param memory counts the bodies
   */
  public ScriptService(Entrance entrance, Endpoint<LoadedScript> endpoint, BufferPool memory) {
    super(entrance);
    this.endpoint = endpoint;
    this.memory = memory;
  }

  @Override
  Opening open(RequestHead head, long timeoutMs) {
    LoadedScript script = endpoint.current();
    if (script == null) {
      return new Opening.Refused(NOT_READY);
    }
    long nowNanos = System.nanoTime();
    long waitNanos = script.predictedWaitNanos();
    return switch (entrance.admit(head, waitNanos, timeoutMs, nowNanos)) {
      case Admission.Admitted.Not(Refusal refusal) -> new Opening.Refused(refusal);
      case Admission.Admitted.With(Permit permit) ->
          new Opening.Accepted(new ScriptExchange(script, permit, memory, head, timeoutMs));
    };
  }
}
