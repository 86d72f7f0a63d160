package io.scoria.log;

import io.scoria.call.EndedRequest;
import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Route;
import io.scoria.call.Timing;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Entries for tests. */
final class Entries {
  static final long MILLIS = 1_671_867_473_318L; // 2022-12-24T07:37:53.318Z
  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  static final Timing TIMING = new Timing(11_000, 22_000, 1_234_567, 33_000, 8);
  static final RequestIdentity IDENTITY =
      new RequestIdentity("an-id", "of-client", "00-" + TRACE_ID + "-b7ad6b7169203331-01");

  private Entries() {}

  static LogEntry.Event event(String message, @Nullable Throwable thrown) {
    return event("io.scoria.server.Any", message, thrown);
  }

  static LogEntry.Event event(String logger, String message, @Nullable Throwable thrown) {
    return new LogEntry.Event(MILLIS, Level.WARN, logger, "main", message, "an-id", thrown);
  }

  static LogEntry.Request request(String method, String target, RequestIdentity identity) {
    return new LogEntry.Request(
        MILLIS,
        "scoring-0",
        method,
        target,
        "HTTP/1.1",
        "127.0.0.1",
        identity,
        200,
        null,
        true,
        12_925_000,
        TIMING,
        50,
        33);
  }

  static LogEntry.Request refused(Reason reason) {
    return new LogEntry.Request(
        MILLIS,
        "scoring-0",
        "POST",
        "/score",
        "HTTP/1.1",
        "127.0.0.1",
        IDENTITY,
        reason.status(),
        reason,
        false,
        1000,
        Timing.NOT_RUN,
        50,
        33);
  }

  static String line(LineFormat format, LogEntry entry) {
    StringBuilder out = new StringBuilder();
    format.append(out, entry);
    return out.toString();
  }

  /** A request that has ended, at a time. */
  record Ended(String target, int status, long endNanos) implements EndedRequest {
    @Override
    public Route route() {
      return target.startsWith("/score") ? Route.SCORE : Route.OTHER;
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String protocol() {
      return "HTTP/1.1";
    }

    @Override
    public RequestIdentity identity() {
      return IDENTITY;
    }

    @Override
    public String clientAddress() {
      return "127.0.0.1";
    }

    @Override
    public @Nullable Reason refusal() {
      return null;
    }

    @Override
    public boolean isWhole() {
      return true;
    }

    @Override
    public Timing timing() {
      return TIMING;
    }

    @Override
    public long arrivalNanos() {
      return endNanos - 1000;
    }

    @Override
    public long requestBytes() {
      return 50;
    }

    @Override
    public long replyBytes() {
      return 33;
    }

    @Override
    public @Nullable Loop loop() {
      return null;
    }
  }
}
