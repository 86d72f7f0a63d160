package io.scoria.log;

import io.scoria.call.Reason;
import io.scoria.call.Timing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.event.Level;

/** For what collects logs: a JSON object in each line. {@code docs/logs.md} tells its members. */
final class JsonFormat implements LineFormat {
  private final DateTimeFormatter time =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private final String version;

  /**
   * @param version of the service, told of each request
   */
  JsonFormat(String version) {
    this.version = version;
  }

  @Override
  public void append(StringBuilder out, LogEntry.Event event) {
    JsonLine line = begin(out, event.millis(), event.level(), event.logger(), event.thread());
    line.put("message", event.message()).put("requestId", event.requestId());
    Throwable thrown = event.thrown();
    if (thrown != null) {
      line.put("error.type", thrown.getClass().getName()).put("error.stack", StackText.of(thrown));
    }
    line.end();
  }

  @Override
  public void append(StringBuilder out, LogEntry.Request request) {
    Level level = LineFormat.level(request);
    JsonLine line = begin(out, request.millis(), level, REQUESTS, request.thread());
    String path = RequestText.path(request.target());
    line.put("message", request.method() + " " + path + " " + request.status())
        .put("requestId", request.identity().requestId())
        .put("clientRequestId", request.identity().clientRequestId())
        .put("traceId", RequestText.traceId(request))
        .put("method", request.method())
        .put("path", path)
        .put("protocol", request.protocol())
        .put("status", request.status());
    Reason refusal = request.refusal();
    line.put("reason", refusal == null ? null : refusal.code());
    if (!request.whole()) {
      line.put("clientGone", true);
    }
    times(line.putMillis("durationMs", request.durationNanos()), request.timing());
    line.put("requestBytes", request.requestBytes())
        .put("responseBytes", request.replyBytes())
        .put("version", version)
        .put("client", request.client())
        .end();
  }

  private static void times(JsonLine line, Timing timing) {
    line.putMillis("queueMs", timing.queueNanos())
        .putMillis("computeMs", timing.runNanos())
        .putMillis("decodeMs", timing.decodeNanos())
        .putMillis("encodeMs", timing.encodeNanos());
    if (timing.batchRows() > 0) {
      line.put("batchRows", timing.batchRows());
    }
  }

  @Override
  public void append(StringBuilder out, LogEntry.Notice notice) {
    for (String text : notice.lines()) {
      begin(out, notice.millis(), Level.INFO, NOTICES, notice.thread()).put("message", text).end();
    }
  }

  private JsonLine begin(
      StringBuilder out, long millis, Level level, String logger, String thread) {
    return JsonLine.begin(out)
        .put("timestamp", time.format(Instant.ofEpochMilli(millis)))
        .put("level", level.name())
        .put("logger", logger)
        .put("thread", thread);
  }
}
