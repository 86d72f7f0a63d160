package io.scoria.call;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with. Owned by its receiver.
 *
 * @param contentType empty for a reply that says none
 * @param body from its position to its limit; the first piece of it where there is a stream
 * @param refusal why the request was refused; null where it was not
 * @param headers beside those of the body, the connection and the refusal
 * @param timing where the time went
 * @param stream the rest of the body; null where it is whole
 */
public record Reply(
    int status,
    String contentType,
    ByteBuffer body,
    @Nullable Reason refusal,
    List<Header> headers,
    Timing timing,
    @Nullable BodyStream stream) {
  public static final String JSON = "application/json";
  public static final String BINARY = "application/octet-stream";
  public static final String TEXT = "text/plain; charset=utf-8";

  /** Neither a model nor a script was run for the request, or not to its end. */
  public static final long NOT_RUN = -1;

  /** The script was run, and failed. */
  public static final long RUN_FAILED = -2;

  /** A whole body for which nothing was run. */
  public Reply(int status, String contentType, ByteBuffer body, @Nullable Reason refusal) {
    this(status, contentType, body, refusal, List.of(), Timing.NOT_RUN, null);
  }

  public Reply withStatus(int other) {
    return new Reply(other, contentType, body, refusal, headers, timing, stream);
  }

  /** How long the model or the script ran; {@link #NOT_RUN} or {@link #RUN_FAILED}. */
  public long runNanos() {
    return timing.runNanos();
  }

  public Reply withRunNanos(long nanos) {
    return withTiming(timing.withRunNanos(nanos));
  }

  public Reply withTiming(Timing other) {
    return new Reply(status, contentType, body, refusal, headers, other, stream);
  }
}
