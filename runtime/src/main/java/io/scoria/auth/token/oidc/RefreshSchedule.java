package io.scoria.auth.token.oidc;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When an issuer is asked for its keys again: every five minutes and a little, so that many servers
 * do not ask at once; after failures sooner, with pauses that double. Not thread-safe.
 */
final class RefreshSchedule {
  static final Duration USUAL = Duration.ofMinutes(5);
  static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private static final int JITTER_PERCENT = 10;

  private final RandomGenerator random;
  private long retryMs;

  RefreshSchedule(RandomGenerator random) {
    this.random = random;
  }

  Duration afterSuccess() {
    retryMs = 0;
    return withJitter(USUAL.toMillis());
  }

  Duration afterFailure() {
    retryMs = retryMs == 0 ? 1000 : Math.min(2 * retryMs, LONGEST_RETRY.toMillis());
    return withJitter(retryMs);
  }

  private Duration withJitter(long millis) {
    return Duration.ofMillis(millis + random.nextLong(millis * JITTER_PERCENT / 100 + 1));
  }
}
