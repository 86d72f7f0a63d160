package io.scoria.pipeline;

import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.call.Route;
import io.scoria.call.Service;
import io.scoria.codec.BodyInflater;
import io.scoria.codec.ContentCoding;
import io.scoria.tensor.BufferPool;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Gives a service the bodies of its requests decoded, as if they had come so. Who may not send is
 * told by the service before anything is said of how the body is coded.
 */
public final class DecodingService implements Service {
  private static final Refusal NOT_HERE =
      new Refusal(
          Reason.UNSUPPORTED_ENCODING,
          "A body with a Content-Encoding is taken on the scoring port only: send it as it is.");
  private static final Refusal OVERLOADED =
      new Refusal(
          Reason.OVERLOADED,
          "The memory for request bodies is taken by other calls. Try again shortly.");

  private final Service service;
  private final BufferPool memory;
  private final long maxBytes;
  private final LongSupplier nanoTime;
  private final Map<Loop, LoopTurns> loops = new ConcurrentHashMap<>();

  /** As {@link #DecodingService(Service, BufferPool, long, LongSupplier)} by the system's clock. */
  public DecodingService(Service service, BufferPool memory, long maxBytes) {
    this(service, memory, maxBytes, System::nanoTime);
  }

  /**
   * Decodes for a service.
   *
   * @param memory counts what decoding takes
   * @param maxBytes of a body once it is decoded
   */
  DecodingService(Service service, BufferPool memory, long maxBytes, LongSupplier nanoTime) {
    this.service = service;
    this.memory = memory;
    this.maxBytes = maxBytes;
    this.nanoTime = nanoTime;
  }

  @Override
  public Route route() {
    return service.route();
  }

  @Override
  public Opening open(RequestHead head) {
    return switch (ContentCoding.of(head)) {
      case ContentCoding.Asked.Not(Refusal refusal) -> refuse(service.open(head), refusal);
      case ContentCoding.Asked.For(ContentCoding coding) ->
          coding == ContentCoding.IDENTITY || head.bodyBytes() == 0
              ? service.open(head)
              : decode(head, coding);
    };
  }

  private Opening decode(RequestHead head, ContentCoding coding) {
    Opening opening = service.open(new DecodedHead(head));
    Loop loop = head.loop();
    if (loop == null) { // of one that has few threads, for which this would be much work
      return refuse(opening, NOT_HERE);
    }
    if (!(opening instanceof Opening.Accepted(var exchange))) {
      return opening;
    }
    if (!memory.reserve(BodyInflater.NATIVE_BYTES)) {
      return refuse(opening, OVERLOADED);
    }
    LoopTurns turns = loops.computeIfAbsent(loop, LoopTurns::new);
    return new Opening.Accepted(
        new DecodingExchange(
            exchange,
            new BodyInflater(coding),
            memory,
            maxBytes,
            turns,
            nanoTime,
            head.identity()));
  }

  /** What the service itself refuses, it refuses with its own reason. */
  private static Opening refuse(Opening opening, Refusal refusal) {
    if (opening instanceof Opening.Accepted(var exchange)) {
      exchange.abandon();
      return new Opening.Refused(refusal);
    }
    return opening;
  }
}
