package io.scoria.pipeline;

import io.scoria.admission.Admission;
import io.scoria.admission.Permit;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.call.Servable;
import io.scoria.codec.BinaryDecoder;
import io.scoria.codec.BodyDecoder;
import io.scoria.codec.MediaTypes;
import io.scoria.codec.RequestDecoders;
import io.scoria.config.CodecLimits;
import io.scoria.endpoint.Endpoint;
import io.scoria.tensor.BufferPool;

/**
 * Scores. By the head a call is authenticated, its form of body checked, admitted and routed; its
 * body is decoded for the servable that it was routed to, whose signature says what the body must
 * hold.
 */
public final class ScoreService extends IdentifiedService {
  private static final Refusal NOT_READY =
      new Refusal(Reason.NOT_READY, "No model can score yet. Try again shortly.");

  private final Endpoint<Servable> endpoint;
  private final BufferPool pool;
  private final CodecLimits limits;
  private final RequestDecoders decoders;
  private final ArrivingBodies arriving = new ArrivingBodies();

  public ScoreService(
      Entrance entrance, Endpoint<Servable> endpoint, BufferPool pool, CodecLimits limits) {
    super(entrance);
    this.endpoint = endpoint;
    this.pool = pool;
    this.limits = limits;
    decoders = new RequestDecoders(pool, limits);
  }

  @Override
  Opening open(RequestHead head, long timeoutMs) {
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
    long waitNanos = servable.predictedWaitNanos(arriving.count(nowNanos));
    return switch (entrance.admit(head, waitNanos, timeoutMs, nowNanos)) {
      case Admission.Admitted.Not(Refusal refusal) -> new Opening.Refused(refusal);
      case Admission.Admitted.With(Permit permit) -> {
        BodyDecoder decoder =
            asked.binaryBody()
                ? new BinaryDecoder(
                    servable.signature().inputs().getFirst(), pool, limits, head.bodyBytes())
                : decoders.open(servable.signature(), head.loop());
        yield new Opening.Accepted(
            new ScoreExchange(
                servable,
                permit,
                decoder,
                asked.binaryAnswer(),
                entrance.queueWait(),
                arriving,
                head.arrivalNanos(),
                nowNanos + timeoutMs * 1_000_000,
                head.identity(),
                head.loop()));
      }
    };
  }
}
