package io.scoria.config;

/**
 * How many replicas a cluster runs; kept for the cluster.
 *
 * @param enabled true where the number follows the load
 * @param minReplicas 1 or more
 * @param maxReplicas not under minReplicas
 * @param refreshPeriodInSeconds between two looks at the load
 * @param targetUtilization percent of the replicas that are busy
 */
public record AutoScalerConfig(
    boolean enabled,
    int minReplicas,
    int maxReplicas,
    int refreshPeriodInSeconds,
    int targetUtilization) {
  public static final int DEFAULT_MIN_REPLICAS = 1;
  public static final int DEFAULT_MAX_REPLICAS = 10;
  public static final int DEFAULT_REFRESH_PERIOD_S = 1;
  public static final int DEFAULT_TARGET_UTILIZATION = 70;

  public static AutoScalerConfig defaults() {
    return new AutoScalerConfig(
        true,
        DEFAULT_MIN_REPLICAS,
        DEFAULT_MAX_REPLICAS,
        DEFAULT_REFRESH_PERIOD_S,
        DEFAULT_TARGET_UTILIZATION);
  }
}
