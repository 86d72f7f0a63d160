package io.scoria.log;

import io.scoria.call.Reason;
import io.scoria.call.Timing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * For people. One line an event; where there is a trace it follows, in lines that begin with a tab.
 * Notices stand as they are, so that what is to be pasted can be.
 */
final class TextFormat implements LineFormat {
  private static final int LEVEL_WIDTH = 5;

  private final DateTimeFormatter time =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  public void append(StringBuilder out, LogEntry.Event event) {
    begin(out, event.millis(), event.level(), event.logger(), event.thread(), event.requestId());
    Printable.append(out, event.message());
    out.append('\n');
    Throwable thrown = event.thrown();
    if (thrown != null) {
      out.append('\t').append(StackText.of(thrown)).append('\n');
    }
  }

  @Override
  public void append(StringBuilder out, LogEntry.Request request) {
    String id = request.identity().requestId();
    begin(out, request.millis(), LineFormat.level(request), REQUESTS, request.thread(), id);
    Printable.append(out, request.method() + " " + RequestText.path(request.target()));
    out.append(' ').append(request.status()).append(' ');
    RequestText.appendMillis(out, request.durationNanos()).append("ms");
    Reason refusal = request.refusal();
    if (refusal != null) {
      out.append(" reason=").append(refusal.code());
    }
    if (!request.whole()) {
      out.append(" client-gone");
    }
    Timing timing = request.timing();
    nanos(out, " queue=", timing.queueNanos());
    nanos(out, " compute=", timing.runNanos());
    if (timing.batchRows() > 0) {
      out.append(" batch=").append(timing.batchRows());
    }
    out.append(" in=").append(request.requestBytes()).append(" out=").append(request.replyBytes());
    out.append(" client=").append(request.client()).append('\n');
  }

  @Override
  public void append(StringBuilder out, LogEntry.Notice notice) {
    for (String line : notice.lines()) {
      Printable.appendToPaste(out, line);
      out.append('\n');
    }
  }

  private void begin(
      StringBuilder out,
      long millis,
      Level level,
      String logger,
      String thread,
      @Nullable String requestId) {
    time.formatTo(Instant.ofEpochMilli(millis), out);
    out.append(' ').append(level).repeat(' ', LEVEL_WIDTH - level.name().length()).append(' ');
    Printable.append(out, logger.substring(logger.lastIndexOf('.') + 1));
    out.append(" [");
    Printable.append(out, thread);
    out.append("] ");
    if (requestId != null) {
      Printable.append(out, requestId);
      out.append(' ');
    }
  }

  private static void nanos(StringBuilder out, String name, long nanos) {
    if (nanos >= 0) {
      RequestText.appendMillis(out.append(name), nanos).append("ms");
    }
  }
}
