package io.scoria.pipeline;

import io.scoria.admission.Admission;
import io.scoria.admission.Permit;
import io.scoria.auth.Authentication;
import io.scoria.auth.Authenticator;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.call.Servable;
import io.scoria.call.Service;
import io.scoria.codec.MediaTypes;
import io.scoria.endpoint.Endpoint;
import io.scoria.tensor.BufferPool;

/**
 * Scores. By the head a call is authenticated, its form of body checked, admitted and routed; its
 * body is decoded for the servable that it was routed to, whose signature says what the body must
 * hold.
 */
public final class ScoreService implements Service {
  private static final Refusal NOT_READY =
      new Refusal(Reason.NOT_READY, "No model can score yet. Try again shortly.");

  private final Authenticator authenticator;
  private final Admission admission;
  private final Endpoint endpoint;
  private final BufferPool pool;

  public ScoreService(
      Authenticator authenticator, Admission admission, Endpoint endpoint, BufferPool pool) {
    this.authenticator = authenticator;
    this.admission = admission;
    this.endpoint = endpoint;
    this.pool = pool;
  }

  @Override
  public Opening open(RequestHead head) {
    if (authenticator.authenticate(head) instanceof Authentication.Denied(Refusal denied)) {
      return new Opening.Refused(denied);
    }
    Refusal unsupported = MediaTypes.refuseUnlessJson(head);
    if (unsupported != null) {
      return new Opening.Refused(unsupported);
    }
    Servable servable = endpoint.current();
    if (servable == null) {
      return new Opening.Refused(NOT_READY);
    }
    Permit permit = admission.tryAcquire();
    return permit == null
        ? new Opening.Refused(admission.refusal())
        : new Opening.Accepted(new ScoreExchange(servable, permit, pool));
  }
}
