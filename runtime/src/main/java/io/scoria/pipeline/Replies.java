package io.scoria.pipeline;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestIdentity;
import io.scoria.codec.ResponseEncoder;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replies that are no scores. */
public final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private Replies() {}

  /** The refusal as JSON. */
  public static Reply refused(Refusal refusal) {
    Reason reason = refusal.reason();
    return new Reply(
        reason.status(), Reply.JSON, ResponseEncoder.encode(refusal).toBuffer(), reason);
  }

  /** A 500 with an id, under which the cause is in the log, with the request's own id. */
  public static Reply failed(Throwable cause, RequestIdentity identity) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    LOG.error("incident {}: the request {} failed", id, identity.requestId(), cause);
    return refused(
        new Refusal(
            Reason.INTERNAL_ERROR,
            "The server failed. Its log tells why under incident " + id + "."));
  }
}
