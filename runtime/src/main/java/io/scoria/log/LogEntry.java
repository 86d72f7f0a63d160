package io.scoria.log;

import io.scoria.call.Reason;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Timing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What becomes one line of the log, or some of the same kind. Immutable. */
sealed interface LogEntry {
  /** Taken for the objects of an entry beside its texts; a guess that need not be good. */
  int BASE_BYTES = 300;

  /** About how much memory it holds. */
  int bytes();

  /**
   * Something that was logged.
   *
   * @param millis since 1970, UTC
   * @param message of any characters; not longer than {@link EventAppender} lets it be
   * @param requestId of the request that it belongs to; null for none
   */
  record Event(
      long millis,
      Level level,
      String logger,
      String thread,
      String message,
      @Nullable String requestId,
      @Nullable Throwable thrown)
      implements LogEntry {
    private static final int TRACE_BYTES = 4000;

    @Override
    public int bytes() {
      return BASE_BYTES + 2 * message.length() + (thrown == null ? 0 : TRACE_BYTES);
    }
  }

  /**
   * A request that has ended.
   *
   * @param millis when, since 1970, UTC
   * @param target as sent, with its query, which no line shows
   * @param whole false where the client was gone before it had the reply
   */
  record Request(
      long millis,
      String thread,
      String method,
      String target,
      String protocol,
      String client,
      RequestIdentity identity,
      int status,
      @Nullable Reason refusal,
      boolean whole,
      long durationNanos,
      Timing timing,
      long requestBytes,
      long replyBytes)
      implements LogEntry {
    @Override
    public int bytes() {
      return BASE_BYTES + target.length();
    }
  }

  /** Lines for people, told while the server starts and stops; nothing comes between them. */
  record Notice(long millis, String thread, List<String> lines) implements LogEntry {
    @Override
    public int bytes() {
      return BASE_BYTES + 2 * lines.stream().mapToInt(String::length).sum();
    }
  }

  /** Not a line: the server has started, and what comes from here on is not of its start. */
  record Started() implements LogEntry {
    @Override
    public int bytes() {
      return BASE_BYTES;
    }
  }
}
