package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a script prints and logs. */
@NullMarked
class ScriptLogIT {
  private final Logger logger = (Logger) LoggerFactory.getLogger("script");
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          event.prepareForDeferredProcessing();
          events.add(event);
        }
      };

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    logger.setAdditive(false);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
  }

  @Test
  void whatIsPrintedAndLoggedReachesTheLogWithTheRequest() {
    String source =
        """
        import logging, os, sys
        def init(): print("from init")
        def run(data):
            print("printed", data)
            logging.getLogger("my.part").warning("logged %s\\nin two lines", data)
            os.write(1, b"native one\\n")
            os.write(2, b"native two\\n")
            raise ValueError("on purpose")
        """;
    try (TestScript script = TestScript.of(folder, source).start()) {
      assertThat(script.call("x")).isNotNull();
      await(event -> event.getFormattedMessage().contains("on purpose"));
    }
    assertThat(event("from init").getLoggerName()).isEqualTo("script.print");
    assertThat(event("printed x").getMDCPropertyMap()).containsEntry("requestId", TestScript.ID);
    ILoggingEvent logged = event("logged x\nin two lines");
    assertThat(logged.getLoggerName()).isEqualTo("script.my.part");
    assertThat(logged.getLevel()).isEqualTo(Level.WARN);
    assertThat(event("native one").getLoggerName()).isEqualTo("script.print");
    assertThat(event("native two").getMDCPropertyMap()).isEmpty();
    ILoggingEvent failure = event("on purpose");
    assertThat(failure.getFormattedMessage()).contains("Traceback", "score.py");
    assertThat(failure.getMDCPropertyMap()).containsEntry("requestId", TestScript.ID);
  }

  @Test
  void aScriptThatPrintsTenMegabytesNeitherWaitsNorFillsTheLog() {
    String source =
        """
        def init(): pass
        def run(data):
            for i in range(100): print("y" * 100_000)
            print("z" * 10_000_000, end="")
            return "done"
        """;
    try (TestScript script = TestScript.of(folder, source).start()) {
      assertThat(script.answer("")).isEqualTo("\"done\"");
      await(event -> event.getFormattedMessage().startsWith("z"));
    }
    assertThat(events).allMatch(event -> event.getFormattedMessage().length() <= 8192);
    assertThat(events).hasSizeLessThanOrEqualTo(101);
  }

  private ILoggingEvent event(String part) {
    return events.stream()
        .filter(event -> event.getFormattedMessage().contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing has " + part + ": " + events));
  }

  private void await(Predicate<ILoggingEvent> wanted) {
    long endNanos = System.nanoTime() + TestScript.TIMEOUT_MS * 1_000_000;
    while (events.stream().noneMatch(wanted)) {
      assertThat(System.nanoTime()).as("%s", events).isLessThan(endNanos);
      Thread.onSpinWait();
    }
  }
}
