package io.scoria.call;

import org.jspecify.annotations.Nullable;

/**
 * The names under which a request is known to its client, to other services and to the log.
 *
 * @param requestId the client's x-request-id, or one that was made
 * @param clientRequestId x-ms-client-request-id, else x-ms-request-id; null for none
 * @param traceparent of this server's part in the client's trace, to be sent on (W3C Trace
 *     Context); null where the client sent none, or no valid one
 */
public record RequestIdentity(
    String requestId, @Nullable String clientRequestId, @Nullable String traceparent) {
  /** Of what no request asked for. */
  public static final RequestIdentity NONE =
      new RequestIdentity("00000000-0000-0000-0000-000000000000", null, null);
}
