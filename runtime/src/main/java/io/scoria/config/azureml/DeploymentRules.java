package io.scoria.config.azureml;

import io.scoria.config.ComputeType;
import java.util.List;
import java.util.Optional;

/** What the keys of a deployment configuration demand of each other. */
final class DeploymentRules {
  private static final List<Key<Integer>> OF_THE_AUTOSCALER =
      List.of(
          DeploymentFile.MIN_REPLICAS,
          DeploymentFile.MAX_REPLICAS,
          DeploymentFile.REFRESH_PERIOD,
          DeploymentFile.TARGET_UTILIZATION);

  private final Values values;
  private final Findings findings;

  private DeploymentRules(Values values, Findings findings) {
    this.values = values;
    this.findings = findings;
  }

  static void check(Values values, ComputeType type, Findings findings) {
    DeploymentRules rules = new DeploymentRules(values, findings);
    rules.replicas();
    rules.autoScaler();
    rules.resources();
    rules.credentials(type);
    rules.notes();
  }

  private void replicas() {
    Optional<Boolean> enabled = values.find(DeploymentFile.AUTOSCALE);
    Optional<Integer> replicas = values.find(DeploymentFile.NUM_REPLICAS);
    if (enabled.orElse(false) && replicas.isPresent()) {
      problem(
          DeploymentFile.NUM_REPLICAS,
          replicas.get() + " with autoScaler.autoscaleEnabled true",
          "numReplicas, or the autoscaler");
    }
    if (!enabled.orElse(true) && replicas.isEmpty()) {
      problem(
          DeploymentFile.NUM_REPLICAS,
          "nothing with autoScaler.autoscaleEnabled false",
          DeploymentFile.NUM_REPLICAS.kind().accepted());
    }
  }

  private void autoScaler() {
    Optional<Boolean> enabled = values.find(DeploymentFile.AUTOSCALE);
    for (Key<Integer> key : OF_THE_AUTOSCALER) {
      if (values.has(key) && !enabled.orElse(false)) {
        String state = enabled.isEmpty() ? "without autoScaler.autoscaleEnabled" : "with it false";
        problem(key, values.get(key) + " " + state, "it with autoScaler.autoscaleEnabled true");
      }
    }
    boolean either =
        values.has(DeploymentFile.MIN_REPLICAS) || values.has(DeploymentFile.MAX_REPLICAS);
    int least = values.get(DeploymentFile.MIN_REPLICAS);
    int most = values.get(DeploymentFile.MAX_REPLICAS);
    if (either && least > most) {
      problem(
          DeploymentFile.MIN_REPLICAS,
          least + " with autoScaler.maxReplicas " + most,
          "at most maxReplicas");
    }
  }

  private void resources() {
    limit(DeploymentFile.CPU, DeploymentFile.CPU_LIMIT);
    limit(DeploymentFile.MEMORY, DeploymentFile.MEMORY_LIMIT);
    int fpga = values.find(DeploymentFile.FPGA).orElse(0);
    if (fpga % 2 != 0) {
      problem(DeploymentFile.FPGA, String.valueOf(fpga), "a multiple of 2");
    }
  }

  private void limit(Key<Double> request, Key<Double> limit) {
    double asked = values.get(request);
    if (values.find(limit).orElse(asked) < asked) {
      String with = values.get(limit) + " with " + request.name() + " " + asked;
      problem(limit, with, "at least " + request.name());
    }
  }

  private void credentials(ComputeType type) {
    boolean token = values.get(DeploymentFile.TOKEN_AUTH);
    if (token && type == ComputeType.ACI) {
      problem(DeploymentFile.TOKEN_AUTH, "true with computeType aci", "false: aci has no tokens");
    }
    if (values.has(DeploymentFile.SECONDARY_KEY) && !values.has(DeploymentFile.PRIMARY_KEY)) {
      findings.warn(
          values.file() + ": keys.secondaryKey is ignored: there is no keys.primaryKey beside it");
    }
  }

  private void notes() {
    note(DeploymentFile.APP_INSIGHTS, "requests are not reported to Application Insights");
    note(DeploymentFile.STORAGE, "inputs and predictions are not stored");
    note(DeploymentFile.EVENT_HUB, "inputs and predictions are not sent to an event hub");
  }

  private void note(Key<Boolean> key, String what) {
    if (values.get(key)) {
      findings.note(values.file() + ": " + key.name() + " is true, but " + what + ".");
    }
  }

  private void problem(Key<?> key, String found, String accepted) {
    findings.problem(values.file().toString(), key.name(), found, accepted);
  }
}
