package io.scoria.config;

/**
 * How a cluster asks whether a container lives; kept for the cluster.
 *
 * @param periodSeconds between two probes
 * @param initialDelaySeconds before the first
 * @param timeoutSeconds that an answer may take
 * @param successThreshold probes in a row that make it live again
 * @param failureThreshold probes in a row that have it restarted
 */
public record LivenessProbe(
    int periodSeconds,
    int initialDelaySeconds,
    int timeoutSeconds,
    int successThreshold,
    int failureThreshold) {
  public static final int DEFAULT_PERIOD_S = 10;
  public static final int DEFAULT_INITIAL_DELAY_S = 310;
  public static final int DEFAULT_TIMEOUT_S = 2;
  public static final int DEFAULT_SUCCESS_THRESHOLD = 1;
  public static final int DEFAULT_FAILURE_THRESHOLD = 3;

  public static LivenessProbe defaults() {
    return new LivenessProbe(
        DEFAULT_PERIOD_S,
        DEFAULT_INITIAL_DELAY_S,
        DEFAULT_TIMEOUT_S,
        DEFAULT_SUCCESS_THRESHOLD,
        DEFAULT_FAILURE_THRESHOLD);
  }
}
