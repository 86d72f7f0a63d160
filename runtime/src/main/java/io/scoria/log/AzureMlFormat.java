package io.scoria.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.event.Level;

/**
 * As the inference server inside the containers of Azure Machine Learning writes: {@code 2022-12-24
 * 07:37:53,318 I [32726] azmlinfsrv - POST /score 200 12.925ms 33}, in UTC, with the letter of the
 * level and the id of the process. Its loggers are named as there.
 */
final class AzureMlFormat implements LineFormat {
  private static final String SERVER = "azmlinfsrv";
  private static final String SCRIPT = "script.";
  private static final String PRINT = "print";

  private final DateTimeFormatter time =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS").withZone(ZoneOffset.UTC);
  private final long processId;

  AzureMlFormat(long processId) {
    this.processId = processId;
  }

  @Override
  public void append(StringBuilder out, LogEntry.Event event) {
    begin(out, event.millis(), event.level(), logger(event.logger()));
    Printable.append(out, event.message());
    out.append('\n');
    Throwable thrown = event.thrown();
    if (thrown != null) {
      out.append('\t').append(StackText.of(thrown)).append('\n');
    }
  }

  @Override
  public void append(StringBuilder out, LogEntry.Request request) {
    begin(out, request.millis(), Level.INFO, SERVER);
    Printable.append(out, request.method() + " " + RequestText.path(request.target()));
    out.append(' ').append(request.status()).append(' ');
    RequestText.appendMillis(out, request.durationNanos());
    out.append("ms ").append(request.replyBytes()).append('\n');
  }

  @Override
  public void append(StringBuilder out, LogEntry.Notice notice) {
    for (String line : notice.lines()) {
      begin(out, notice.millis(), Level.INFO, SERVER);
      Printable.append(out, line);
      out.append('\n');
    }
  }

  private void begin(StringBuilder out, long millis, Level level, String logger) {
    time.formatTo(Instant.ofEpochMilli(millis), out);
    char letter = level == Level.TRACE ? 'D' : level.name().charAt(0);
    out.append(' ').append(letter).append(" [").append(processId).append("] ");
    Printable.append(out, logger);
    out.append(" - ");
  }

  /** What is printed by a script has a logger of the server there, and its loggers their names. */
  private static String logger(String name) {
    if (name.startsWith(SCRIPT)) {
      String own = name.substring(SCRIPT.length());
      return own.equals(PRINT) ? SERVER + "." + PRINT : own;
    }
    return name.startsWith("io.scoria") ? SERVER : name;
  }
}
