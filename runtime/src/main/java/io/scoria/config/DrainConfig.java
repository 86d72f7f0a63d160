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

  /** How long clients are told that their connections end before nobody can connect any more. */
  public static final int FAREWELL_MS = 1_000;

  /** Few clients are quiet for longer between two requests, and a stop should not take longer. */
  private static final int MOST_IDLE_MS = 5_000;

  /** What listeners, workers, runs of models and event loops may take to stop, all together. */
  private static final int PARTS_MS = 15_000;

  public DrainConfig {
    if (delayMs < 0) {
      throw new IllegalArgumentException("drain-delay is " + delayMs + " ms; give 0 or more");
    }
    HttpLimits.requirePositive("drain-timeout", timeoutMs);
  }

  /** Without a delay. */
  public static DrainConfig defaults() {
    return new DrainConfig(DEFAULT_DELAY_MS, DEFAULT_TIMEOUT_MS);
  }

  /**
   * How long the client of an idle connection may send one more request, which is answered with
   * {@code Connection: close}, before the connection is closed: as long as the delay, within
   * bounds, so that nobody waits for it at a terminal.
   */
  public int idleMs() {
    return Math.min(Math.clamp(delayMs, FAREWELL_MS, MOST_IDLE_MS), FAREWELL_MS + timeoutMs / 2);
  }

  /** After which a process ends whatever is stuck, counted from the wish to stop. */
  public long hardStopMs() {
    return (long) delayMs + FAREWELL_MS + timeoutMs + PARTS_MS;
  }
}
