package io.scoria.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scoria.call.FakeHead;
import io.scoria.call.Reason;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailedAttemptsTest {
  @Test
  void eachIsCountedByItsReasonAndLoggedOnceWithoutTheCredential() {
    Logger log = (Logger) LoggerFactory.getLogger(FailedAttempts.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
    FailedAttempts attempts = new FailedAttempts();
    Authenticator keys =
        attempts.watching(new KeyAuthenticator(new Keys("one-q7WmZ4tRb9Kx", null)));

    keys.authenticate(new FakeHead().with("authorization", "Bearer one-q7WmZ4tRb9Kx"));
    keys.authenticate(new FakeHead().with("authorization", "Bearer a-wrong-key"));
    keys.authenticate(new FakeHead().with("authorization", "Bearer another"));
    keys.authenticate(new FakeHead());
    log.setAdditive(true);
    log.detachAppender(lines);

    assertThat(attempts.count(Reason.INVALID_KEY)).isEqualTo(2);
    assertThat(attempts.count(Reason.MISSING_CREDENTIALS)).isEqualTo(1);
    assertThat(attempts.count(Reason.TOKEN_EXPIRED)).isZero();
    String id = "client=unknown request=\"00000000-0000-0000-0000-000000000000\"";
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "denied: invalid_key " + id,
            "denied: invalid_key " + id,
            "denied: missing_credentials " + id);
  }

  @Test
  void aFloodIsCountedWholeAndLoggedInPart() {
    Logger log = (Logger) LoggerFactory.getLogger(FailedAttempts.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
    FailedAttempts attempts = new FailedAttempts();
    Authenticator keys =
        attempts.watching(new KeyAuthenticator(new Keys("one-q7WmZ4tRb9Kx", null)));
    long startNanos = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      keys.authenticate(new FakeHead());
    }
    long seconds = (System.nanoTime() - startNanos) / 1_000_000_000;
    log.setAdditive(true);
    log.detachAppender(lines);

    assertThat(attempts.count(Reason.MISSING_CREDENTIALS)).isEqualTo(100_000);
    assertThat(lines.list)
        .hasSizeGreaterThanOrEqualTo(200)
        .hasSizeLessThan(402 * (int) (seconds + 1));
  }
}
