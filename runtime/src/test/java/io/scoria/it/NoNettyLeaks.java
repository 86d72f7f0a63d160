package io.scoria.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test class after which Netty has found a buffer that nobody released. Netty looks at
 * every buffer, finds a leaked one after its garbage collection, and says so in its log. On every
 * class: see {@code META-INF/services}.
 */
public final class NoNettyLeaks implements BeforeAllCallback, AfterAllCallback {
  static final int ROUNDS = 3;
  private static final int REPORTED_LINES = 30;
  private static final long PAUSE_NANOS =
      10_000_000; // the collector tells the detector by a thread

  /** The detector's own log; kept, so that its appender stays. */
  private static final Logger DETECTOR =
      (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

  private static final class Reports extends AppenderBase<ILoggingEvent> {
    private final List<String> reports = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      String message = event.getFormattedMessage();
      if (message.startsWith("LEAK")) { // it also says how it is set
        reports.add(message.lines().limit(REPORTED_LINES).collect(joining("\n")));
      }
    }
  }

  private static final Reports REPORTS = startReports();

  private static Reports startReports() {
    Reports reports = new Reports();
    reports.start();
    DETECTOR.addAppender(reports);
    DETECTOR.setAdditive(false); // a report fails a test, which shows it
    return reports;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(takeReports(rounds(context))).as("leaks that Netty found").isEmpty();
  }

  /** Few buffers are in what runs no server, and there are many such classes. */
  private static int rounds(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName().endsWith("IT") ? ROUNDS : 1;
  }

  /** Has garbage collected and looked at; gives what was reported since the last time. */
  static List<String> takeReports(int rounds) {
    for (int round = 0; round < rounds && REPORTS.reports.isEmpty(); round++) {
      System.gc();
      LockSupport.parkNanos(PAUSE_NANOS);
      allocateAndRelease(); // the detector reports when the next buffer is allocated
    }
    List<String> taken = new ArrayList<>(REPORTS.reports);
    REPORTS.reports.clear();
    return taken;
  }

  private static void allocateAndRelease() {
    for (int i = 0; i < ROUNDS; i++) {
      ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(64);
      buffer.release();
    }
  }
}
