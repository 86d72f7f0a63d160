package io.scoria.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Hands on what is logged, as it is when it is logged. Thread-safe. */
final class EventAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final int MAX_MESSAGE_CHARS = 32 << 10;
  private static final String REQUEST_ID = "requestId";

  private final Consumer<LogEntry> entries;

  EventAppender(Consumer<LogEntry> entries) {
    this.entries = entries;
  }

  @Override
  protected void append(ILoggingEvent event) {
    entries.accept(
        new LogEntry.Event(
            event.getTimeStamp(),
            Level.valueOf(event.getLevel().toString()),
            event.getLoggerName(),
            event.getThreadName(),
            StackText.cut(String.valueOf(event.getFormattedMessage()), MAX_MESSAGE_CHARS),
            event.getMDCPropertyMap().get(REQUEST_ID),
            thrown(event)));
  }

  private static @Nullable Throwable thrown(ILoggingEvent event) {
    return event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
  }
}
