package io.scoria.config.azureml;

import static io.scoria.config.ComputeType.ACI;
import static io.scoria.config.ComputeType.AKS;
import static io.scoria.config.ComputeType.AKSENDPOINT;
import static io.scoria.config.ComputeType.LOCAL;

import io.scoria.config.AutoScalerConfig;
import io.scoria.config.ContainerResources;
import io.scoria.config.DeploymentConfig;
import io.scoria.config.ExecutionConfig;
import io.scoria.config.ListenerConfig;
import io.scoria.config.LivenessProbe;
import java.util.List;

/** The keys of {@code deploymentconfig.json}. */
final class DeploymentFile {
  private static final String NAMESPACE = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final String KEY_ACCEPTED = "a string of visible ASCII characters";
  private static final Kind<String> CLIENT_KEY =
      Kinds.text(KEY_ACCEPTED, text -> text.chars().allMatch(c -> c > ' ' && c < 0x7f));

  static final Key<String> COMPUTE_TYPE =
      Key.enforced(
          "computeType",
          Kinds.choice("aks", "aksendpoint", "aci", "local"),
          "required; says which other keys there are, and whether keys are asked for by default");

  static final Key<Boolean> AUTOSCALE =
      Key.cluster(
              "autoScaler.autoscaleEnabled",
              Kinds.BOOLEAN,
              "where it is not given: true unless numReplicas is")
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> MIN_REPLICAS =
      Key.cluster("autoScaler.minReplicas", Kinds.whole(1, ""), "at most maxReplicas")
          .or(AutoScalerConfig.DEFAULT_MIN_REPLICAS)
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> MAX_REPLICAS =
      Key.cluster("autoScaler.maxReplicas", Kinds.whole(1, ""), "")
          .or(AutoScalerConfig.DEFAULT_MAX_REPLICAS)
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> REFRESH_PERIOD =
      Key.cluster("autoScaler.refreshPeriodInSeconds", Kinds.whole(1, "seconds"), "")
          .or(AutoScalerConfig.DEFAULT_REFRESH_PERIOD_S)
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> TARGET_UTILIZATION =
      Key.cluster(
              "autoScaler.targetUtilization",
              Kinds.whole(1, 100, "percent"),
              "of the replicas that are busy")
          .or(AutoScalerConfig.DEFAULT_TARGET_UTILIZATION)
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> NUM_REPLICAS =
      Key.cluster("numReplicas", Kinds.whole(1, ""), "where it is given, there is no autoscaler")
          .only(AKS, AKSENDPOINT);

  static final Key<Boolean> AUTH =
      Key.enforced(
          "authEnabled",
          Kinds.BOOLEAN,
          "clients need a key; default true, and false for aci; `--auth` beats it");
  static final Key<Boolean> TOKEN_AUTH =
      Key.enforced(
              "tokenAuthEnabled",
              Kinds.BOOLEAN,
              "clients need a token (JWT), and not a key; not with authEnabled true, unless"
                  + " `--allow-both` is given; `--auth` beats it")
          .or(false);
  static final Key<String> PRIMARY_KEY =
      Key.enforced(
              "keys.primaryKey",
              CLIENT_KEY,
              "clients may send it; SCORIA_PRIMARY_KEY beats it; else the key file's")
          .hidden();
  static final Key<String> SECONDARY_KEY =
      Key.enforced(
              "keys.secondaryKey",
              CLIENT_KEY,
              "clients may send it too; alone it is ignored, with a warning")
          .hidden();

  static final Key<Integer> SCORING_TIMEOUT =
      Key.enforced(
              "scoringTimeoutMs",
              Kinds.whole(1, "milliseconds"),
              "the deadline of a call: 504 after it")
          .or(ExecutionConfig.DEFAULT_SCORING_TIMEOUT_MS)
          .only(AKS, AKSENDPOINT, LOCAL);
  static final Key<Integer> MAX_QUEUE_WAIT =
      Key.enforced(
              "maxQueueWaitMs",
              Kinds.whole(1, "milliseconds"),
              "a call that would wait longer is refused: 503")
          .or(ExecutionConfig.DEFAULT_MAX_QUEUE_WAIT_MS)
          .only(AKS, AKSENDPOINT, LOCAL);
  static final Key<Integer> MAX_CONCURRENT =
      Key.enforced(
              "maxConcurrentRequestsPerContainer",
              Kinds.whole(1, "calls"),
              "calls in flight that the entry script may have, or without one the server; only"
                  + " where the file gives it")
          .or(DeploymentConfig.DEFAULT_MAX_CONCURRENT_REQUESTS)
          .only(AKS, AKSENDPOINT, LOCAL);

  static final Key<Double> CPU =
      Key.enforced(
              "containerResourceRequirements.cpu",
              Kinds.moreThanZero("processors"),
              "outside a container with a limit of its own: the processors assumed, rounded up,"
                  + " where the file gives it")
          .or(ContainerResources.DEFAULT_CPU);
  static final Key<Double> MEMORY =
      Key.enforced(
              "containerResourceRequirements.memoryInGB",
              Kinds.moreThanZero("GB"),
              "outside a container with a limit of its own: the memory assumed, an eighth of it"
                  + " for tensors, where the file gives it")
          .or(ContainerResources.DEFAULT_MEMORY_GB);
  static final Key<Double> CPU_LIMIT =
      Key.enforced(
          "containerResourceRequirements.cpuLimit",
          Kinds.moreThanZero("processors"),
          "at least cpu; assumed in its place where given");
  static final Key<Double> MEMORY_LIMIT =
      Key.enforced(
          "containerResourceRequirements.memoryInGBLimit",
          Kinds.moreThanZero("GB"),
          "at least memoryInGB; assumed in its place where given");
  static final Key<Integer> GPU =
      Key.cluster("containerResourceRequirements.gpu", Kinds.whole(0, ""), "as gpuCores")
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> FPGA =
      Key.cluster("containerResourceRequirements.fpga", Kinds.whole(0, ""), "a multiple of 2")
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> GPU_CORES =
      Key.cluster("gpuCores", Kinds.whole(0, ""), "whole graphics processors of a replica")
          .only(AKS, AKSENDPOINT);

  static final Key<Integer> PROBE_PERIOD =
      Key.cluster("livenessProbeRequirements.periodSeconds", Kinds.whole(1, "seconds"), "")
          .or(LivenessProbe.DEFAULT_PERIOD_S)
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> PROBE_DELAY =
      Key.cluster("livenessProbeRequirements.initialDelaySeconds", Kinds.whole(1, "seconds"), "")
          .or(LivenessProbe.DEFAULT_INITIAL_DELAY_S)
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> PROBE_TIMEOUT =
      Key.cluster("livenessProbeRequirements.timeoutSeconds", Kinds.whole(1, "seconds"), "")
          .or(LivenessProbe.DEFAULT_TIMEOUT_S)
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> PROBE_SUCCESS =
      Key.cluster("livenessProbeRequirements.successThreshold", Kinds.whole(1, "probes"), "")
          .or(LivenessProbe.DEFAULT_SUCCESS_THRESHOLD)
          .only(AKS, AKSENDPOINT);
  static final Key<Integer> PROBE_FAILURE =
      Key.cluster("livenessProbeRequirements.failureThreshold", Kinds.whole(1, "probes"), "")
          .or(LivenessProbe.DEFAULT_FAILURE_THRESHOLD)
          .only(AKS, AKSENDPOINT);

  static final Key<Boolean> APP_INSIGHTS =
      Key.noted("appInsightsEnabled", Kinds.BOOLEAN, "a note where it is true").or(false);
  static final Key<Boolean> STORAGE =
      Key.noted("dataCollection.storageEnabled", Kinds.BOOLEAN, "a note where it is true")
          .or(false)
          .only(AKS, AKSENDPOINT);
  static final Key<Boolean> EVENT_HUB =
      Key.noted("dataCollection.eventHubEnabled", Kinds.BOOLEAN, "a note where it is true")
          .or(false)
          .only(AKS, AKSENDPOINT);

  static final Key<String> CLUSTER_NAMESPACE =
      Key.cluster(
              "namespace",
              Kinds.text(
                  "1 to 63 of a-z, 0-9 and -, with - neither first nor last",
                  text -> text.matches(NAMESPACE)),
              "")
          .only(AKS, AKSENDPOINT);
  static final Key<String> COMPUTE_TARGET =
      Key.cluster("computeTargetName", Kinds.TEXT, "").only(AKS, AKSENDPOINT);
  static final Key<String> VERSION_NAME =
      Key.cluster("versionName", Names.KIND, "").only(AKSENDPOINT);
  static final Key<Double> TRAFFIC =
      Key.cluster("trafficPercentile", Kinds.percent(), "percent of the endpoint's calls")
          .only(AKSENDPOINT);

  static final Key<String> LOCATION = aci("location");
  static final Key<Boolean> SSL =
      Key.enforced(
              "sslEnabled",
              Kinds.BOOLEAN,
              "TLS, where sslCertificate and sslKey name files that are there; else a warning")
          .or(false)
          .only(ACI);
  static final Key<String> SSL_CERTIFICATE =
      Key.enforced("sslCertificate", Kinds.TEXT, "`--tls-certificate`; relative to this file")
          .only(ACI);
  static final Key<String> SSL_KEY =
      Key.enforced("sslKey", Kinds.TEXT, "`--tls-key`; relative to this file").only(ACI).hidden();
  static final Key<String> CNAME = aci("cname");
  static final Key<String> DNS_LABEL = aci("dnsNameLabel");
  static final Key<String> VAULT = aci("vaultBaseUrl");
  static final Key<String> KEY_NAME = aci("keyName");
  static final Key<String> KEY_VERSION = aci("keyVersion");
  static final Key<String> VNET = aci("vnetName");
  static final Key<String> SUBNET = aci("subnetName");

  static final Key<Integer> PORT =
      Key.enforced(
              "port",
              Kinds.whole(1, ListenerConfig.MAX_PORT, ""),
              "the port that scores; `--port` and SERVER_PORT beat it")
          .only(LOCAL);

  static final KeyTable TABLE =
      new KeyTable(
          List.of(
              COMPUTE_TYPE,
              AUTOSCALE,
              MIN_REPLICAS,
              MAX_REPLICAS,
              REFRESH_PERIOD,
              TARGET_UTILIZATION,
              NUM_REPLICAS,
              AUTH,
              TOKEN_AUTH,
              PRIMARY_KEY,
              SECONDARY_KEY,
              SCORING_TIMEOUT,
              MAX_QUEUE_WAIT,
              MAX_CONCURRENT,
              CPU,
              MEMORY,
              CPU_LIMIT,
              MEMORY_LIMIT,
              GPU,
              FPGA,
              GPU_CORES,
              PROBE_PERIOD,
              PROBE_DELAY,
              PROBE_TIMEOUT,
              PROBE_SUCCESS,
              PROBE_FAILURE,
              APP_INSIGHTS,
              STORAGE,
              EVENT_HUB,
              CLUSTER_NAMESPACE,
              COMPUTE_TARGET,
              VERSION_NAME,
              TRAFFIC,
              LOCATION,
              SSL,
              SSL_CERTIFICATE,
              SSL_KEY,
              CNAME,
              DNS_LABEL,
              VAULT,
              KEY_NAME,
              KEY_VERSION,
              VNET,
              SUBNET,
              PORT));

  private DeploymentFile() {}

  private static Key<String> aci(String name) {
    return Key.cluster(name, Kinds.TEXT, "").only(ACI);
  }
}
