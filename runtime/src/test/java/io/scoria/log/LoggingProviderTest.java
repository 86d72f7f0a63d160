package io.scoria.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.junit.jupiter.api.Test;

class LoggingProviderTest {
  private static LoggingProvider provider() {
    LoggingProvider provider = new LoggingProvider();
    provider.initialize();
    return provider;
  }

  @Test
  void whatIsLoggedGoesToStandardErrorFromInfoOn() {
    LoggerContext context = (LoggerContext) provider().getLoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    assertThat(context.isStarted()).isTrue();
    assertThat(root.getLevel()).isEqualTo(Level.INFO);
    assertThat(root.getAppender(ConsoleLog.NAME)).isInstanceOf(ConsoleLog.class);
    assertThat(root.getAppender(ConsoleLog.NAME).isStarted()).isTrue();
  }

  @Test
  void namesOfTheContextReachTheLine() {
    LoggingProvider provider = provider();
    LoggerContext context = (LoggerContext) provider.getLoggerFactory();
    provider.getMDCAdapter().put("requestId", "r-1");
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("a.B"), Level.WARN, "two\nlines", null, null);
    assertThat(provider.getMDCAdapter()).isInstanceOf(LogbackMDCAdapter.class);
    assertThat(ConsoleLog.layout(context).doLayout(event))
        .matches("[0-9T:.-]+Z WARN  B \\[.*] r-1 two\\\\nlines\n");
  }
}
