package io.scoria.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.scoria.config.LogConfig;
import io.scoria.config.LogConfig.Requests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What is logged by SLF4J while a server runs: at which levels, and where it goes. When it ends,
 * all is as it was. Used by the thread that starts and stops the server.
 */
final class Takeover {
  private static final List<String> OF_SERVER = List.of("io.scoria", "script");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final LogLevels levels = new LogLevels(context);
  private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();

  /** Writes before and after; null where it was not taken off. */
  private @Nullable Appender<ILoggingEvent> console;

  private @Nullable EventAppender appender; // null where it was not put on

  LogLevels levels() {
    return levels;
  }

  /**
   * @param events false to leave what is logged, and its levels, as they are
   */
  void begin(LogConfig config, boolean events, Consumer<LogEntry> entries) {
    Level level = Level.toLevel(config.level().name());
    if (events) {
      OF_SERVER.forEach(name -> set(context.getLogger(name), level));
      // Libraries tell much at DEBUG that is of no use to those who run a server.
      set(root, level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
      console = root.getAppender(ConsoleLog.NAME);
      appender = new EventAppender(entries);
      appender.setContext(context);
      appender.start();
      root.addAppender(appender);
      root.detachAppender(ConsoleLog.NAME);
    }
    set(context.getLogger(LineFormat.REQUESTS), level(config.requests()));
  }

  private static Level level(Requests requests) {
    return switch (requests) {
      case Requests.Off off -> Level.OFF;
      case Requests.Errors errors -> Level.WARN;
      default -> Level.INFO;
    };
  }

  private void set(Logger logger, Level level) {
    before.put(logger, logger.getLevel());
    logger.setLevel(level);
  }

  /** Does nothing the second time. */
  void end() {
    if (appender != null) {
      root.detachAppender(appender);
      appender = null;
    }
    if (console != null) {
      root.addAppender(console);
      console = null;
    }
    before.forEach(Logger::setLevel);
    before.clear();
  }
}
