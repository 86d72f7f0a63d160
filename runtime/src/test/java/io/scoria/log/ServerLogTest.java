package io.scoria.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.LogConfig;
import io.scoria.config.LogConfig.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class ServerLogTest {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("io.scoria.of.a.Test");
  private static final long TIMEOUT_NANOS = 20_000_000_000L;

  /** As a pipe that nobody reads, until it is opened. */
  private static final class Blocked extends OutputStream {
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean toldOfDrops; // written by one thread

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      String text = new String(bytes, from, count, StandardCharsets.UTF_8);
      if (text.contains(" lines were dropped: they came faster than they were read")) {
        toldOfDrops = true;
      }
    }
  }

  /** As one of a script may be, whose message is made each time. */
  private static final class ToldElsewhere extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      if (Thread.currentThread().getName().equals("log")) {
        throw new UnsupportedOperationException("on purpose");
      }
      return "told to who logs";
    }
  }

  private static ServerLog start(LogConfig.Format format, OutputStream out) {
    LogConfig config = new LogConfig(format, LogConfig.Level.INFO, new Requests.All());
    return ServerLog.start(config, "1", out, true);
  }

  private static String text(List<byte[]> lines) {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(new String(line, StandardCharsets.UTF_8)));
    return all.toString();
  }

  private static void await(BooleanSupplier met) {
    long endNanos = System.nanoTime() + TIMEOUT_NANOS;
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(endNanos);
      Thread.onSpinWait();
    }
  }

  @Test
  void whatIsLoggedIsWrittenInItsOrderUntilItIsClosed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ServerLog log = start(LogConfig.Format.TEXT, out)) {
      MDC.put("requestId", "of-a-request");
      for (int i = 0; i < 1000; i++) {
        LOG.info("number {}", i);
        LOG.debug("not this");
      }
      MDC.remove("requestId");
      log.notice("READY", "curl");
      log.printStream().println("printed");
      log.printStream().printf("in %s%nand %s%n", "two", "lines");
    }
    LOG.info("this is not written any more");
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(1005);
    for (int i = 0; i < 1000; i++) {
      assertThat(lines.get(i)).endsWith(" INFO  Test [main] of-a-request number " + i);
    }
    assertThat(lines.subList(1000, 1002)).containsExactly("READY", "curl");
    assertThat(lines.get(1002)).endsWith(" INFO  print [main] printed");
    assertThat(lines.get(1003)).endsWith("in two");
    assertThat(lines.get(1004)).endsWith("and lines");
  }

  @Test
  void whatDoesNotFitIsDroppedCountedAndToldOfAndNobodyWaits() {
    Blocked out = new Blocked();
    try (ServerLog log = start(LogConfig.Format.JSON, out)) {
      String kibibyte = "x".repeat(1024);
      long startNanos = System.nanoTime();
      while (log.dropped() < 1000) {
        LOG.info(kibibyte);
        assertThat(System.nanoTime() - startNanos).isLessThan(TIMEOUT_NANOS);
      }
      await(() -> {
        LOG.info("told on"); // until there is room for it: lines are made, though none is written
        return text(log.tail(10)).contains("told on");
      });
      out.open.countDown();
      await(() -> out.toldOfDrops);
    }
  }

  @Test
  void closingTakesNoLongerThanItMayWhereNobodyReads() {
    Blocked out = new Blocked();
    ServerLog log = start(LogConfig.Format.TEXT, out);
    LOG.info("nobody reads this");
    long startNanos = System.nanoTime();
    log.close();
    assertThat((System.nanoTime() - startNanos) / 1_000_000).as("ms").isBetween(1000L, 4000L);
    out.open.countDown();
  }

  @Test
  void theLastLinesAndThoseOfTheStartAreKept() {
    try (ServerLog log = start(LogConfig.Format.TEXT, OutputStream.nullOutputStream())) {
      log.notice("first", "second");
      log.started();
      for (int i = 0; i < 6000; i++) {
        LOG.info("number {}", i);
      }
      await(() -> text(log.tail(1)).contains("number 5999"));
      assertThat(text(log.tail(3)).lines()).hasSize(3);
      assertThat(log.tail(0)).isEmpty();
      assertThat(log.tail(100_000)).hasSize(5000);
      assertThat(text(log.tailOfStart(10))).isEqualTo("first\nsecond\n");
    }
  }

  @Test
  void aStreamThatFailsAndAnExceptionThatCannotBeToldEndNothing() {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    try (ServerLog log = start(LogConfig.Format.TEXT, failing)) {
      LOG.info("hello", new ToldElsewhere());
      await(() -> text(log.tail(10)).contains("a line of the log cannot be made"));
      await(() -> log.dropped() > 0);
      LOG.info("and on");
      await(() -> text(log.tail(10)).contains("and on"));
    }
  }

  @Test
  void levelsAreChangedWhileItRunsAndAreAsBeforeWhenItEnds() {
    String before = LoggerFactory.getLogger("io.scoria").isTraceEnabled() + "";
    try (ServerLog log = start(LogConfig.Format.TEXT, OutputStream.nullOutputStream())) {
      LogLevels levels = log.levels();
      assertThat(LOG.isDebugEnabled()).isFalse();
      assertThat(levels.set("io.scoria", Optional.of("debug"))).isTrue();
      assertThat(LOG.isDebugEnabled()).isTrue();
      assertThat(levels.set("io.scoria.of.a.Test", Optional.of("ERROR"))).isTrue();
      assertThat(levels.all())
          .contains(new LogLevels.Known("io.scoria.of.a.Test", "ERROR", true))
          .contains(new LogLevels.Known("io.scoria.of.a", "DEBUG", false));
      assertThat(levels.set("io.scoria.of.a.Test", Optional.empty())).isTrue();
      assertThat(LOG.isDebugEnabled()).isTrue();
      assertThat(levels.set("io.scoria.nothing.there", Optional.of("DEBUG"))).isFalse();
      assertThat(levels.set("io.scoria", Optional.of("LOUD"))).isFalse();
      assertThat(levels.set("ROOT", Optional.empty())).isFalse();
    }
    assertThat(LoggerFactory.getLogger("io.scoria").isTraceEnabled() + "").isEqualTo(before);
  }
}
