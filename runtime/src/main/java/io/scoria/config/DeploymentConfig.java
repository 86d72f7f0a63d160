package io.scoria.config;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A deployment configuration ({@code deploymentconfig.json}), whole: what this server acts on, and
 * what only a cluster does.
 *
 * @param authEnabled true where clients need a key
 * @param tokenAuthEnabled true where clients need a token; never together with keys
 * @param appInsightsEnabled true where requests are reported to Application Insights
 * @param collectModelData true where inputs and predictions are stored
 * @param scoringTimeoutMs from a call's arrival to its answer
 * @param maxQueueWaitMs that a call may wait
 * @param maxConcurrentRequestsPerContainer calls in flight in one container
 * @param numReplicas empty where the autoscaler chooses
 * @param gpuCores whole graphics processors of a replica; empty where nothing is said of them
 * @param namespace of the cluster
 * @param computeTargetName the cluster, by the name it was attached with
 * @param versionName behind an endpoint
 * @param trafficPercentile of the endpoint's calls, from 0 to 100
 * @param port on the developer's machine
 */
public record DeploymentConfig(
    ComputeType computeType,
    AutoScalerConfig autoScaler,
    ContainerResources resources,
    LivenessProbe livenessProbe,
    boolean authEnabled,
    boolean tokenAuthEnabled,
    DeploymentKeys keys,
    boolean appInsightsEnabled,
    boolean collectModelData,
    int scoringTimeoutMs,
    int maxQueueWaitMs,
    int maxConcurrentRequestsPerContainer,
    OptionalInt numReplicas,
    OptionalInt gpuCores,
    Optional<String> namespace,
    Optional<String> computeTargetName,
    Optional<String> versionName,
    OptionalDouble trafficPercentile,
    AciConfig aci,
    OptionalInt port) {
  public static final int DEFAULT_MAX_CONCURRENT_REQUESTS = 1;

  /** What a file means that says nothing but its type. */
  public static DeploymentConfig defaults(ComputeType type) {
    return new DeploymentConfig(
        type,
        AutoScalerConfig.defaults(),
        ContainerResources.defaults(),
        LivenessProbe.defaults(),
        type != ComputeType.ACI,
        false,
        DeploymentKeys.none(),
        false,
        false,
        ExecutionConfig.DEFAULT_SCORING_TIMEOUT_MS,
        ExecutionConfig.DEFAULT_MAX_QUEUE_WAIT_MS,
        DEFAULT_MAX_CONCURRENT_REQUESTS,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        AciConfig.defaults(),
        OptionalInt.empty());
  }
}
