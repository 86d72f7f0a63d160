package io.scoria.benchmarks.load;

/**
 * An open loop: requests at a rate, whatever becomes of them.
 *
 * @param requestsPerSecond meant to be sent
 * @param arrivals how they follow each other
 * @param maxConnections enough that requests need not wait for one
 * @param warmUpSeconds at the same rate, before anything counts
 * @param seconds of the window
 * @param deadlineNanos up to which an answer is good
 */
public record OpenPlan(
    double requestsPerSecond,
    Arrivals arrivals,
    int maxConnections,
    double warmUpSeconds,
    double seconds,
    long deadlineNanos,
    LengthRange expectedLength) {
  private static final int PATIENCE = 4;

  /** Connections in use before more are needed. */
  static final int CONNECTIONS_AT_FIRST = 64;

  /** How requests follow each other. */
  public enum Arrivals {
    /** At equal distances. */
    UNIFORM,
    /** As those of many independent clients. */
    POISSON
  }

  /** How long a request waits in the client before it is given up: a part of its deadline. */
  long patienceNanos() {
    return deadlineNanos / PATIENCE;
  }

  ArrivalSchedule schedule(long startNanos, long endNanos, int loop, int loops) {
    return switch (arrivals) {
      case UNIFORM -> ArrivalSchedule.uniform(startNanos, endNanos, requestsPerSecond, loop, loops);
      case POISSON ->
          ArrivalSchedule.poisson(startNanos, endNanos, requestsPerSecond / loops, loop);
    };
  }
}
