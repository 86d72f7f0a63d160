package io.scoria.log;

import io.scoria.call.RequestObserver;
import io.scoria.config.LogConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The log of a server: takes what is logged from SLF4J, what becomes of requests, and notices for
 * people, and writes lines of it. Two threads: {@code log} makes the lines and keeps the last of
 * them, {@code log-output} writes them; so what is asked for of the last lines is answered also
 * where nobody reads what is written. Thread-safe.
 */
public final class ServerLog implements AutoCloseable {
  /** So many of the last lines are kept. */
  public static final int KEPT_LINES = 5000;

  private static final long KEPT_BYTES = 4L << 20;
  private static final long KEPT_BYTES_OF_START = 1L << 20;
  private static final long MAX_WAITING_BYTES = 8L << 20;
  private static final int LINE_BYTES = 32; // beside its text

  /** So late is a line at most while there are few: waking two threads for each would cost more. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Takeover takeover;
  private final LineFormat format;
  private final RequestLog requests;
  private final OutputStream out;
  private final Lane<LogEntry> entries;
  private final Lane<byte[]> output;
  private final LineBuffer recent = new LineBuffer(KEPT_LINES, KEPT_BYTES);
  private final LineBuffer ofStart = new LineBuffer(KEPT_LINES, KEPT_BYTES_OF_START);
  private final LongAdder unwritten = new LongAdder(); // lines that the stream did not take

  // Of the thread log, and of who closes once that has ended.
  private final StringBuilder lines = new StringBuilder(1024);
  private final LossReport drops = new LossReport(TimeUnit.SECONDS.toNanos(1));
  private final LossReport leftOut = new LossReport(TimeUnit.SECONDS.toNanos(10));
  private boolean started;

  private ServerLog(LogConfig config, LineFormat format, OutputStream out, Takeover takeover) {
    this.format = format;
    this.out = out;
    this.takeover = takeover;
    output =
        new Lane<>(
            "log-output",
            0,
            MAX_WAITING_BYTES,
            it -> it.length + LINE_BYTES,
            this::write,
            () -> {});
    entries =
        new Lane<>(
            "log",
            GATHER_NANOS,
            MAX_WAITING_BYTES,
            LogEntry::bytes,
            this::makeLines,
            this::reportLosses);
    requests =
        new RequestLog(
            LoggerFactory.getLogger(LineFormat.REQUESTS), config.requests(), entries::offer);
  }

  /**
   * Takes over what is logged, until it is closed.
   *
   * @param version of the service, told of each request
   * @param out stays the caller's; written to by one thread, which it may block
   * @param events false where what is logged goes another way, and notices and requests alone go
   *     here
   */
  public static ServerLog start(
      LogConfig config, String version, OutputStream out, boolean events) {
    Takeover takeover = new Takeover();
    ServerLog log = new ServerLog(config, format(config.format(), version), out, takeover);
    log.output.start();
    log.entries.start();
    takeover.begin(config, events, log.entries::offer);
    return log;
  }

  private static LineFormat format(LogConfig.Format format, String version) {
    return switch (format) {
      case TEXT -> new TextFormat();
      case JSON -> new JsonFormat(version);
      case AZUREML -> new AzureMlFormat(ProcessHandle.current().pid());
    };
  }

  /** Tells people something at once, in lines that nothing comes between. */
  public void notice(String... told) {
    entries.offer(
        new LogEntry.Notice(
            System.currentTimeMillis(), Thread.currentThread().getName(), List.of(told)));
    entries.hurry();
  }

  /** The server has started: what was told until now is kept as the lines of its start. */
  public void started() {
    entries.offer(new LogEntry.Started());
  }

  /** To be told of requests that have ended. */
  public RequestObserver requests() {
    return requests;
  }

  /** One whose lines are logged, as what a script prints. */
  public PrintStream printStream() {
    return PrintedLines.stream(LoggerFactory.getLogger("script.print"));
  }

  public LogLevels levels() {
    return takeover.levels();
  }

  /** At most so many of the last entries, in the order that they came, as they are written. */
  public List<byte[]> tail(int most) {
    return recent.newest(most);
  }

  /** The same of those that came until the server had started. */
  public List<byte[]> tailOfStart(int most) {
    return ofStart.newest(most);
  }

  /** How many entries were dropped, since lines were not written as fast as they came. */
  public long dropped() {
    return entries.dropped() + output.dropped() + unwritten.sum();
  }

  /** How many requests have no line, since there were too many in a second. */
  public long requestsLeftOut() {
    return requests.leftOut();
  }

  private void makeLines(List<LogEntry> batch) {
    batch.forEach(this::makeLine);
    reportLosses();
  }

  private void makeLine(LogEntry entry) {
    started |= entry instanceof LogEntry.Started;
    lines.setLength(0);
    try {
      format.append(lines, entry);
    } catch (RuntimeException e) { // the message of an exception may be made by code of a script
      lines.setLength(0);
      format.append(lines, event(Level.ERROR, "a line of the log cannot be made: " + e.getClass()));
    }
    if (!lines.isEmpty()) {
      byte[] made = lines.toString().getBytes(StandardCharsets.UTF_8);
      recent.add(made);
      if (!started) {
        ofStart.add(made);
      }
      output.offer(made);
    }
  }

  private void reportLosses() {
    if (output.hasRoom()) {
      long nowNanos = System.nanoTime();
      tell(
          Level.WARN,
          drops.due(dropped(), nowNanos),
          " lines were dropped: they came faster than they were read");
      tell(
          Level.INFO,
          leftOut.due(requestsLeftOut(), nowNanos),
          " requests have no line: there were too many in a second");
    }
  }

  private void tell(Level level, long count, String what) {
    if (count > 0) {
      makeLine(event(level, count + what));
    }
  }

  private static LogEntry.Event event(Level level, String message) {
    return new LogEntry.Event(
        System.currentTimeMillis(),
        level,
        ServerLog.class.getName(),
        Thread.currentThread().getName(),
        message,
        null,
        null);
  }

  private void write(List<byte[]> batch) {
    byte[] together = new byte[batch.stream().mapToInt(it -> it.length).sum()];
    int at = 0;
    for (byte[] made : batch) {
      System.arraycopy(made, 0, together, at, made.length);
      at += made.length;
    }
    try {
      out.write(together);
      out.flush();
    } catch (IOException e) { // nobody can be told, but by the count
      unwritten.add(batch.size());
    }
  }

  /**
   * Writes what there is, for two seconds at most, and gives back what is logged to where it went
   * before. Does nothing the second time.
   */
  @Override
  public void close() {
    takeover.end();
    long endNanos = System.nanoTime() + CLOSE_NANOS;
    if (entries.close(CLOSE_NANOS)) {
      drops.hurry();
      leftOut.hurry();
      reportLosses();
    }
    output.close(endNanos - System.nanoTime());
  }
}
