package io.scoria.config.azureml;

import static io.scoria.config.azureml.DeploymentFile.APP_INSIGHTS;
import static io.scoria.config.azureml.DeploymentFile.AUTH;
import static io.scoria.config.azureml.DeploymentFile.AUTOSCALE;
import static io.scoria.config.azureml.DeploymentFile.CLUSTER_NAMESPACE;
import static io.scoria.config.azureml.DeploymentFile.CNAME;
import static io.scoria.config.azureml.DeploymentFile.COMPUTE_TARGET;
import static io.scoria.config.azureml.DeploymentFile.COMPUTE_TYPE;
import static io.scoria.config.azureml.DeploymentFile.CPU;
import static io.scoria.config.azureml.DeploymentFile.CPU_LIMIT;
import static io.scoria.config.azureml.DeploymentFile.DNS_LABEL;
import static io.scoria.config.azureml.DeploymentFile.FPGA;
import static io.scoria.config.azureml.DeploymentFile.GPU;
import static io.scoria.config.azureml.DeploymentFile.GPU_CORES;
import static io.scoria.config.azureml.DeploymentFile.KEY_NAME;
import static io.scoria.config.azureml.DeploymentFile.KEY_VERSION;
import static io.scoria.config.azureml.DeploymentFile.LOCATION;
import static io.scoria.config.azureml.DeploymentFile.MAX_CONCURRENT;
import static io.scoria.config.azureml.DeploymentFile.MAX_QUEUE_WAIT;
import static io.scoria.config.azureml.DeploymentFile.MAX_REPLICAS;
import static io.scoria.config.azureml.DeploymentFile.MEMORY;
import static io.scoria.config.azureml.DeploymentFile.MEMORY_LIMIT;
import static io.scoria.config.azureml.DeploymentFile.MIN_REPLICAS;
import static io.scoria.config.azureml.DeploymentFile.NUM_REPLICAS;
import static io.scoria.config.azureml.DeploymentFile.PORT;
import static io.scoria.config.azureml.DeploymentFile.PRIMARY_KEY;
import static io.scoria.config.azureml.DeploymentFile.PROBE_DELAY;
import static io.scoria.config.azureml.DeploymentFile.PROBE_FAILURE;
import static io.scoria.config.azureml.DeploymentFile.PROBE_PERIOD;
import static io.scoria.config.azureml.DeploymentFile.PROBE_SUCCESS;
import static io.scoria.config.azureml.DeploymentFile.PROBE_TIMEOUT;
import static io.scoria.config.azureml.DeploymentFile.REFRESH_PERIOD;
import static io.scoria.config.azureml.DeploymentFile.SCORING_TIMEOUT;
import static io.scoria.config.azureml.DeploymentFile.SECONDARY_KEY;
import static io.scoria.config.azureml.DeploymentFile.SSL;
import static io.scoria.config.azureml.DeploymentFile.SSL_CERTIFICATE;
import static io.scoria.config.azureml.DeploymentFile.SSL_KEY;
import static io.scoria.config.azureml.DeploymentFile.STORAGE;
import static io.scoria.config.azureml.DeploymentFile.SUBNET;
import static io.scoria.config.azureml.DeploymentFile.TABLE;
import static io.scoria.config.azureml.DeploymentFile.TARGET_UTILIZATION;
import static io.scoria.config.azureml.DeploymentFile.TOKEN_AUTH;
import static io.scoria.config.azureml.DeploymentFile.TRAFFIC;
import static io.scoria.config.azureml.DeploymentFile.VAULT;
import static io.scoria.config.azureml.DeploymentFile.VERSION_NAME;
import static io.scoria.config.azureml.DeploymentFile.VNET;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scoria.config.AciConfig;
import io.scoria.config.AutoScalerConfig;
import io.scoria.config.ComputeType;
import io.scoria.config.ContainerResources;
import io.scoria.config.DeploymentConfig;
import io.scoria.config.DeploymentKeys;
import io.scoria.config.LivenessProbe;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads a deployment configuration. */
final class DeploymentReader {
  /**
   * @param values what the file gives, of the keys that its type has
   */
  record Read(Values values, ComputeType type) {
    DeploymentConfig config() {
      return DeploymentReader.config(values, type);
    }

    /**
     * True where clients need a key, by what the file says and what its type means by saying
     * nothing.
     */
    boolean authEnabled() {
      return DeploymentReader.authEnabled(values, type);
    }
  }

  private DeploymentReader() {}

  /** Empty where the file cannot be read at all; the findings say so, and what else is wrong. */
  static Optional<Read> read(Path file, Findings findings) {
    Optional<ObjectNode> root = ConfigFile.read(file, findings);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Values values = TABLE.read(file, root.get(), findings);
    if (!root.get().hasNonNull(COMPUTE_TYPE.name())) {
      String accepted = COMPUTE_TYPE.kind().accepted();
      findings.problem(file.toString(), COMPUTE_TYPE.name(), "nothing", accepted);
    }
    ComputeType type = values.find(COMPUTE_TYPE).flatMap(ComputeType::of).orElse(ComputeType.AKS);
    if (values.has(COMPUTE_TYPE)) {
      dropOfOtherTypes(values, type, findings);
    }
    DeploymentRules.check(values, type, findings);
    return Optional.of(new Read(values, type));
  }

  private static void dropOfOtherTypes(Values values, ComputeType type, Findings findings) {
    for (Key<?> key : TABLE.all()) {
      if (values.has(key) && !key.types().contains(type)) {
        values.drop(key);
        String others =
            key.types().stream().map(ComputeType::text).sorted().collect(Collectors.joining(", "));
        String why = "a deployment of computeType " + type.text() + " has no such key";
        findings.ignoredKey(
            values.file().toString(), key.name(), why, "it with computeType " + others);
      }
    }
  }

  private static boolean authEnabled(Values values, ComputeType type) {
    boolean meant = type != ComputeType.ACI && !values.get(TOKEN_AUTH);
    return values.find(AUTH).orElse(meant);
  }

  private static DeploymentConfig config(Values values, ComputeType type) {
    return new DeploymentConfig(
        type,
        new AutoScalerConfig(
            values.find(AUTOSCALE).orElse(!values.has(NUM_REPLICAS)),
            values.get(MIN_REPLICAS),
            values.get(MAX_REPLICAS),
            values.get(REFRESH_PERIOD),
            values.get(TARGET_UTILIZATION)),
        resources(values),
        new LivenessProbe(
            values.get(PROBE_PERIOD),
            values.get(PROBE_DELAY),
            values.get(PROBE_TIMEOUT),
            values.get(PROBE_SUCCESS),
            values.get(PROBE_FAILURE)),
        authEnabled(values, type),
        values.get(TOKEN_AUTH),
        keys(values),
        values.get(APP_INSIGHTS),
        values.get(STORAGE),
        values.get(SCORING_TIMEOUT),
        values.get(MAX_QUEUE_WAIT),
        values.get(MAX_CONCURRENT),
        whole(values, NUM_REPLICAS),
        whole(values, GPU_CORES),
        values.find(CLUSTER_NAMESPACE),
        values.find(COMPUTE_TARGET),
        values.find(VERSION_NAME),
        decimal(values, TRAFFIC),
        aci(values),
        whole(values, PORT));
  }

  /** A secondary key alone is ignored, as by the original. */
  private static DeploymentKeys keys(Values values) {
    return values.has(PRIMARY_KEY)
        ? new DeploymentKeys(values.find(PRIMARY_KEY), values.find(SECONDARY_KEY))
        : DeploymentKeys.none();
  }

  private static ContainerResources resources(Values values) {
    return new ContainerResources(
        values.get(CPU),
        values.get(MEMORY),
        decimal(values, CPU_LIMIT),
        decimal(values, MEMORY_LIMIT),
        whole(values, GPU),
        whole(values, FPGA));
  }

  private static AciConfig aci(Values values) {
    return new AciConfig(
        values.find(LOCATION),
        values.get(SSL),
        values.find(SSL_CERTIFICATE),
        values.find(SSL_KEY),
        values.find(CNAME),
        values.find(DNS_LABEL),
        values.find(VAULT),
        values.find(KEY_NAME),
        values.find(KEY_VERSION),
        values.find(VNET),
        values.find(SUBNET));
  }

  private static OptionalInt whole(Values values, Key<Integer> key) {
    return values.find(key).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private static OptionalDouble decimal(Values values, Key<Double> key) {
    return values.find(key).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
