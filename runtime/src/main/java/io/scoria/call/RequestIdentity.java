package io.scoria.call;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a request is known to its client, to other services and to the log.
 * Thread-safe: an id that was made becomes a text when it is asked for, perhaps more than once, and
 * always the same one.
 */
public final class RequestIdentity {
  /** Of what no request asked for. */
  public static final RequestIdentity NONE = new RequestIdentity(0, 0, null, null);

  private final long high; // of the UUID that was made, where the client sent no id
  private final long low;
  private @Nullable String requestId; // null until it is asked for; a race makes it twice
  private final @Nullable String clientRequestId;
  private final @Nullable String traceparent;

  public RequestIdentity(
      String requestId, @Nullable String clientRequestId, @Nullable String traceparent) {
    high = 0;
    low = 0;
    this.requestId = requestId;
    this.clientRequestId = clientRequestId;
    this.traceparent = traceparent;
  }

  /** Of a request that came without an id, by the UUID that was made for it. */
  public RequestIdentity(
      long high, long low, @Nullable String clientRequestId, @Nullable String traceparent) {
    this.high = high;
    this.low = low;
    this.clientRequestId = clientRequestId;
    this.traceparent = traceparent;
  }

  /** The client's x-request-id, or a UUID that was made. */
  public String requestId() {
    String known = requestId;
    if (known == null) {
      known = new UUID(high, low).toString();
      requestId = known;
    }
    return known;
  }

  /** The client's x-ms-client-request-id, else its x-ms-request-id; null for none. */
  public @Nullable String clientRequestId() {
    return clientRequestId;
  }

  /**
   * Of this server's part in the client's trace, to be sent on (W3C Trace Context); null where the
   * client sent none, or no valid one.
   */
  public @Nullable String traceparent() {
    return traceparent;
  }

  @Override
  public String toString() {
    return requestId();
  }
}
