package io.scoria.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.scoria.config.LogConfig.Requests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLogTest {
  private static final long SECOND = 1_000_000_000;

  private final Logger logger = new LoggerContext().getLogger("of.requests");
  private final List<LogEntry.Request> lines = new ArrayList<>();
  private final long nowNanos = System.nanoTime() + SECOND;

  private RequestLog log(Requests which) {
    logger.setLevel(Level.INFO);
    return new RequestLog(logger, which, lines::add);
  }

  private int told(RequestLog log, int count, int status, long atNanos) {
    lines.clear();
    for (int i = 0; i < count; i++) {
      log.ended(new Entries.Ended("/score?a", status, atNanos));
    }
    return lines.size();
  }

  @Test
  void eachIsToldWhereAllAreAskedFor() {
    RequestLog log = log(new Requests.All());
    assertThat(told(log, 5000, 200, nowNanos)).isEqualTo(5000);
    assertThat(log.leftOut()).isZero();
    LogEntry.Request line = lines.getFirst();
    assertThat(line.target()).isEqualTo("/score?a");
    assertThat(line.durationNanos()).isEqualTo(1000);
    assertThat(line.identity()).isSameAs(Entries.IDENTITY);
    assertThat(line.requestBytes()).isEqualTo(50);
  }

  @Test
  void soManyASecondAreToldAndTheOthersCounted() {
    RequestLog log = log(new Requests.PerSecond(100));
    assertThat(told(log, 350, 200, nowNanos)).isEqualTo(100);
    assertThat(log.leftOut()).isEqualTo(250);
    assertThat(told(log, 350, 200, nowNanos + SECOND)).isEqualTo(100);
    assertThat(told(log, 10, 200, nowNanos)).as("of another loop, a moment before").isZero();
    assertThat(told(log, 10, 200, nowNanos + 100 * SECOND)).isEqualTo(10);
  }

  @Test
  void aFractionIsDrawn() {
    RequestLog log = log(new Requests.Fraction(0.1));
    assertThat(told(log, 20_000, 200, nowNanos)).isBetween(1700, 2300);
    assertThat(log.leftOut()).isZero();
    assertThat(told(log, 10, 500, nowNanos)).isEqualTo(10);
  }

  @Test
  void failuresOfTheServerAreToldWhateverTheRate() {
    RequestLog log = log(new Requests.PerSecond(1));
    assertThat(told(log, 5000, 500, nowNanos)).isEqualTo(5000);
    assertThat(told(log, 5000, 502, nowNanos)).isEqualTo(5000);
  }

  @Test
  void whatClientsCauseAtWillIsToldUpToABound() {
    RequestLog log = log(new Requests.PerSecond(1));
    assertThat(told(log, 900, 401, nowNanos)).isEqualTo(900);
    assertThat(told(log, 5000, 503, nowNanos)).isEqualTo(100);
    assertThat(told(log, 50, 499, nowNanos)).isZero();
    assertThat(log.leftOut()).isEqualTo(4950);
  }

  @Test
  void theLevelOfItsLoggerDecidesFirst() {
    RequestLog log = log(new Requests.PerSecond(1));
    logger.setLevel(Level.OFF);
    assertThat(told(log, 10, 500, nowNanos)).isZero();
    logger.setLevel(Level.WARN);
    assertThat(told(log, 10, 200, nowNanos)).isZero();
    assertThat(told(log, 10, 404, nowNanos)).isEqualTo(10);
    logger.setLevel(Level.DEBUG);
    assertThat(told(log, 10, 200, nowNanos)).isEqualTo(10);
  }

  @Test
  void aProbeThatGoesWellIsToldOnlyAtDebug() {
    RequestLog log = log(new Requests.All());
    log.ended(new Entries.Ended("/", 200, nowNanos));
    assertThat(lines).isEmpty();
    log.ended(new Entries.Ended("/", 503, nowNanos));
    assertThat(lines).hasSize(1);
    logger.setLevel(Level.DEBUG);
    log.ended(new Entries.Ended("/livez", 200, nowNanos));
    assertThat(lines).hasSize(2);
  }
}
