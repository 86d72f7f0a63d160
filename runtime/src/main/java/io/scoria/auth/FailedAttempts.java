package io.scoria.auth;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests that were turned away for their credentials, by reason, and logs each in one
 * line: why, which request and from where, never what was sent. Thread-safe.
 */
public final class FailedAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);

  private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class); // never changed

  public FailedAttempts() {
    for (Reason reason : Reason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /** Decides as the other does, and has what it denies counted here. */
  public Authenticator watching(Authenticator other) {
    return head -> {
      Authentication decided = other.authenticate(head);
      if (decided instanceof Authentication.Denied(Refusal refusal)) {
        add(refusal.reason(), head);
      }
      return decided;
    };
  }

  private void add(Reason reason, RequestHead head) {
    of(reason).increment();
    if (LOG.isWarnEnabled()) {
      // Both of what a client has a say in are of printable ASCII: the head was read so.
      LOG.warn(
          "denied: {} client={} request=\"{}\"",
          reason.code(),
          head.clientAddress(),
          head.identity().requestId().replace('"', '\''));
    }
  }

  /** How many there were. */
  public long count(Reason reason) {
    return of(reason).sum();
  }

  private LongAdder of(Reason reason) {
    LongAdder count = counts.get(reason);
    if (count == null) {
      throw new IllegalStateException("there is one of each");
    }
    return count;
  }
}
