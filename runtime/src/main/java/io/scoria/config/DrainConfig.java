package io.scoria.config;

/**
 * How a server stops without losing a request.
 *
 * @param delayMs for which it says that it is not ready and takes every request all the same, until
 *     those who balance the load have seen it
 * @param timeoutMs for which the requests that were accepted may take to be answered after that
 */
public record DrainConfig(int delayMs, int timeoutMs) {
  /**
   * Readiness is asked for every few seconds, and what is seen takes a moment to reach everybody.
   */
  public static final int DEFAULT_DELAY_IN_CONTAINER_MS = 5_000;

  public static final int DEFAULT_DELAY_MS = 0;
  public static final int DEFAULT_TIMEOUT_MS = 25_000;

  /**
   * How long the client of an idle connection may send one more request, which is answered with
   * {@code Connection: close}, before the connection is closed.
   */
  public static final int LAST_REQUEST_MS = 1_000;

  /** What listeners, workers, runs of models and event loops may take to stop, all together. */
  private static final int PARTS_MS = 15_000;

  public DrainConfig {
    if (delayMs < 0) {
      throw new IllegalArgumentException(
          "drain-delay-ms is " + delayMs + "; give a number of 0 or more");
    }
    HttpLimits.requirePositive("drain-timeout-ms", timeoutMs);
  }

  /** Without a delay. */
  public static DrainConfig defaults() {
    return new DrainConfig(DEFAULT_DELAY_MS, DEFAULT_TIMEOUT_MS);
  }

  /** After which a process ends whatever is stuck, counted from the wish to stop. */
  public long hardStopMs() {
    return (long) delayMs + LAST_REQUEST_MS + timeoutMs + PARTS_MS;
  }
}
