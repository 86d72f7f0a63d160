package io.scoria.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The loggers, and the least that each of them logs; changed while the server runs. Thread-safe.
 */
public final class LogLevels {
  /** What a level may be. */
  public static final List<String> LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private final LoggerContext context;

  LogLevels(LoggerContext context) {
    this.context = context;
  }

  /**
   * One logger.
   *
   * @param level that it logs at
   * @param own false where that is its parent's
   */
  public record Known(String name, String level, boolean own) {}

  /** All that there are, by their names; {@code ROOT} is above all. */
  public List<Known> all() {
    return context.getLoggerList().stream()
        .map(
            it -> new Known(it.getName(), it.getEffectiveLevel().toString(), it.getLevel() != null))
        .toList();
  }

  /**
   * Changes a level.
   *
   * @param level one of {@link #LEVELS}, in any case; empty for that of its parent
   * @return false, and nothing is changed, where there is no such logger or level, or the one above
   *     all would have none
   */
  public boolean set(String name, Optional<String> level) {
    Logger logger = context.exists(name);
    Optional<String> known = level.map(it -> it.toUpperCase(Locale.ROOT)).filter(LEVELS::contains);
    boolean isRoot = name.equalsIgnoreCase(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (logger == null || (known.isEmpty() && (level.isPresent() || isRoot))) {
      return false;
    }
    logger.setLevel(known.map(Level::toLevel).orElse(null));
    return true;
  }
}
