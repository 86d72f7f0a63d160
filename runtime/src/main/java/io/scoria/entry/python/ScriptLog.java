package io.scoria.entry.python;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Hands lines of a script to the server's log, at most {@value #BYTES_PER_SECOND} bytes a second
 * for long; what is more is counted and left out. {@code _log.py} says how a line is made. Used by
 * one thread.
 */
final class ScriptLog {
  static final String REQUEST_ID = "requestId";
  static final int BYTES_PER_SECOND = 1 << 20;

  private static final int BURST_BYTES = 4 << 20;
  private static final int MAX_LOGGERS = 200;
  private static final int MAX_CHARS = 8192 + 100;
  private static final char RS = 30;
  private static final char US = 31;
  private static final char GS = 29;

  private final LongSupplier nanoTime;
  private final Map<String, Logger> loggers = new HashMap<>();
  private double allowance = BURST_BYTES;
  private long lastNanos;
  private long leftOut;

  ScriptLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    lastNanos = nanoTime.getAsLong();
  }

  /** Takes a line without its end. */
  void line(byte[] bytes, int length) {
    long nowNanos = nanoTime.getAsLong();
    double elapsed = (double) (nowNanos - lastNanos) / TimeUnit.SECONDS.toNanos(1);
    allowance = Math.min(BURST_BYTES, allowance + elapsed * BYTES_PER_SECOND);
    lastNanos = nowNanos;
    if (allowance < length) {
      leftOut++;
      return;
    }
    allowance -= length;
    close();
    write(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  private void write(String text) {
    if (text.charAt(0) != RS) {
      log("print", Level.INFO, "", text);
      return;
    }
    int id = text.indexOf(US);
    int name = text.indexOf(US, id + 1);
    if (id < 2 || name < 0) {
      log("print", Level.INFO, "", text);
      return;
    }
    String logger = text.substring(id + 1, name);
    String message = text.substring(name + 1).replace(GS, '\n');
    log(logger, level(text.charAt(1)), text.substring(2, id), message);
  }

  private static Level level(char letter) {
    return switch (letter) {
      case 'T' -> Level.TRACE;
      case 'D' -> Level.DEBUG;
      case 'W' -> Level.WARN;
      case 'E' -> Level.ERROR;
      default -> Level.INFO;
    };
  }

  private void log(String name, Level level, String requestId, String text) {
    String bounded = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
    if (!requestId.isEmpty()) {
      MDC.put(REQUEST_ID, requestId);
    }
    logger(name).atLevel(level).log(bounded);
    MDC.remove(REQUEST_ID);
  }

  /** Names are a script's to choose; so that they are not without end, most are one. */
  private Logger logger(String name) {
    Logger known = loggers.get(name);
    if (known == null) {
      boolean room = loggers.size() < MAX_LOGGERS && name.length() < 200;
      known = LoggerFactory.getLogger(room ? "script." + name : "script");
      if (room) {
        loggers.put(name, known);
      }
    }
    return known;
  }

  /** Says what was left out so far. */
  void close() {
    if (leftOut > 0) {
      logger("print")
          .warn("{} lines of the script are left out: it writes too many at once", leftOut);
      leftOut = 0;
    }
  }
}
