package io.scoria.config;

/**
 * How long a client is waited for.
 *
 * @param headerMs from the first byte of a request's head, of a connection's first request from the
 *     connect, until the head is whole
 * @param bodyWindowMs in each such stretch of time a body must come at its least rate, but for its
 *     end
 * @param minBodyBytesPerSecond that least rate; 0 for none
 * @param idleMs between the requests of a connection
 * @param writeStallMs while the client takes nothing of a reply
 */
public record HttpTimes(
    int headerMs, int bodyWindowMs, int minBodyBytesPerSecond, int idleMs, int writeStallMs) {
  public static final int DEFAULT_HEADER_MS = 10_000;
  public static final int DEFAULT_BODY_WINDOW_MS = 5_000;
  public static final int DEFAULT_MIN_BODY_BYTES_PER_SECOND = 500;

  /** Longer than clients and balancers keep a connection for later, so that they end it. */
  public static final int DEFAULT_IDLE_MS = 75_000;

  public static final int DEFAULT_WRITE_STALL_MS = 30_000;

  public HttpTimes {
    HttpLimits.requirePositive("header-timeout-ms", headerMs);
    HttpLimits.requirePositive("body-window-ms", bodyWindowMs);
    HttpLimits.requirePositive("idle-timeout-ms", idleMs);
    HttpLimits.requirePositive("write-stall-ms", writeStallMs);
    if (minBodyBytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "min-body-rate is " + minBodyBytesPerSecond + "; give a number of 0 or more");
    }
  }

  public static HttpTimes defaults() {
    return new HttpTimes(
        DEFAULT_HEADER_MS,
        DEFAULT_BODY_WINDOW_MS,
        DEFAULT_MIN_BODY_BYTES_PER_SECOND,
        DEFAULT_IDLE_MS,
        DEFAULT_WRITE_STALL_MS);
  }

  /** The least that a body brings in a whole window. */
  public long minBodyBytes() {
    return (long) minBodyBytesPerSecond * bodyWindowMs / 1000;
  }
}
