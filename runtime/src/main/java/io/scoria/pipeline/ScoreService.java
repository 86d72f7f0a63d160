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
import io.scoria.codec.BinaryDecoder;
import io.scoria.codec.BodyDecoder;
import io.scoria.codec.MediaTypes;
import io.scoria.codec.RequestDecoders;
import io.scoria.config.ExecutionConfig;
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
  private final RequestDecoders decoders;

  private final Timeouts timeouts;
  private final QueueWait queueWait;
  private final ArrivingBodies arriving = new ArrivingBodies();

  public ScoreService(
      Authenticator authenticator,
      Admission admission,
      Endpoint endpoint,
      BufferPool pool,
      ExecutionConfig config) {
    this.authenticator = authenticator;
    this.admission = admission;
    this.endpoint = endpoint;
    this.pool = pool;
    decoders = new RequestDecoders(pool);
    timeouts = new Timeouts(config.scoringTimeoutMs());
    queueWait = new QueueWait(config.maxQueueWaitMs());
  }

  @Override
  public Opening open(RequestHead head) {
    if (authenticator.authenticate(head) instanceof Authentication.Denied(Refusal denied)) {
      return new Opening.Refused(denied);
    }
    return switch (timeouts.of(head)) {
      case Timeouts.Asked.Not(Refusal refusal) -> new Opening.Refused(refusal);
      case Timeouts.Asked.For(long timeoutMs) -> route(head, timeoutMs);
    };
  }

  private Opening route(RequestHead head, long timeoutMs) {
    Servable servable = endpoint.current();
    if (servable == null) {
      return new Opening.Refused(NOT_READY);
    }
    return switch (MediaTypes.of(head, servable.signature())) {
      case MediaTypes.Asked.Not(Refusal refusal) -> new Opening.Refused(refusal);
      case MediaTypes.Asked.For asked -> admit(head, servable, asked, timeoutMs);
    };
  }

  private Opening admit(
      RequestHead head, Servable servable, MediaTypes.Asked.For asked, long timeoutMs) {
    long nowNanos = System.nanoTime();
    Refusal tooLong = queueWait.refuse(servable, arriving.count(nowNanos), timeoutMs);
    if (tooLong != null) {
      return new Opening.Refused(tooLong);
    }
    Permit permit = admission.tryAcquire();
    if (permit == null) {
      return new Opening.Refused(admission.refusal());
    }
    BodyDecoder decoder =
        asked.binaryBody()
            ? new BinaryDecoder(servable.signature().inputs().getFirst(), pool, head.bodyBytes())
            : decoders.open(servable.signature(), head.loop());
    return new Opening.Accepted(
        new ScoreExchange(
            servable,
            permit,
            decoder,
            asked.binaryAnswer(),
            queueWait,
            arriving,
            nowNanos,
            nowNanos + timeoutMs * 1_000_000,
            head.identity(),
            head.loop()));
  }
}
