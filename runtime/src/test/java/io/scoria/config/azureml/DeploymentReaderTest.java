package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentReaderTest {
  private static final Optional<String> NONE = Optional.empty();

  @TempDir private Path folder = Path.of("");

  private DeploymentConfig read(String text) {
    Resolution resolution =
        Setup.withModel(folder).option("--auth", "key").deployment(text).strict().resolve();
    assertThat(resolution.problems()).isEmpty();
    return resolution.deployment().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotSaidHasItsDocumentedDefault(ComputeType type) {
    assertThat(read("{'computeType': '" + type.text() + "'}"))
        .isEqualTo(DeploymentConfig.defaults(type));
  }

  @Test
  void theDocumentedExampleIsRead() {
    DeploymentConfig config =
        read(
            """
            {
                'computeType': 'aks',
                'autoScaler': {
                    'autoscaleEnabled': true,
                    'minReplicas': 1,
                    'maxReplicas': 3,
                    'refreshPeriodInSeconds': 1,
                    'targetUtilization': 70
                },
                'dataCollection': {'storageEnabled': true},
                'authEnabled': true,
                'containerResourceRequirements': {'cpu': 0.5, 'memoryInGB': 1.0}
            }
            """);

    assertThat(config.autoScaler()).isEqualTo(new AutoScalerConfig(true, 1, 3, 1, 70));
    assertThat(config.collectModelData()).isTrue();
    assertThat(config.authEnabled()).isTrue();
    assertThat(config.resources().cpu()).isEqualTo(0.5);
    assertThat(config.resources().memoryInGB()).isEqualTo(1.0);
  }

  @Test
  void everyKeyOfAClusterIsKept() {
    DeploymentConfig config =
        read(
            """
            {'computeType': 'aksendpoint',
             'autoScaler': {'autoscaleEnabled': true, 'minReplicas': 2, 'maxReplicas': 4,
               'refreshPeriodInSeconds': 3, 'targetUtilization': 60},
             'dataCollection': {'storageEnabled': true, 'eventHubEnabled': true},
             'authEnabled': false, 'tokenAuthEnabled': true,
             'containerResourceRequirements': {'cpu': 1, 'memoryInGB': 2, 'cpuLimit': 1.5,
               'memoryInGBLimit': 2.5, 'gpu': 1, 'fpga': 2},
             'gpuCores': 3, 'appInsightsEnabled': true, 'scoringTimeoutMs': 1001,
             'maxConcurrentRequestsPerContainer': 5, 'maxQueueWaitMs': 1002,
             'keys': {'primaryKey': 'one', 'secondaryKey': 'two'},
             'livenessProbeRequirements': {'periodSeconds': 6, 'initialDelaySeconds': 7,
               'timeoutSeconds': 8, 'successThreshold': 9, 'failureThreshold': 10},
             'namespace': 'ml', 'computeTargetName': 'cluster', 'versionName': 'version-b',
             'trafficPercentile': 12.5}
            """);

    assertThat(config)
        .isEqualTo(
            new DeploymentConfig(
                ComputeType.AKSENDPOINT,
                new AutoScalerConfig(true, 2, 4, 3, 60),
                new ContainerResources(
                    1,
                    2,
                    OptionalDouble.of(1.5),
                    OptionalDouble.of(2.5),
                    OptionalInt.of(1),
                    OptionalInt.of(2)),
                new LivenessProbe(6, 7, 8, 9, 10),
                false,
                true,
                new DeploymentKeys(Optional.of("one"), Optional.of("two")),
                true,
                true,
                1001,
                1002,
                5,
                OptionalInt.empty(),
                OptionalInt.of(3),
                Optional.of("ml"),
                Optional.of("cluster"),
                Optional.of("version-b"),
                OptionalDouble.of(12.5),
                AciConfig.defaults(),
                OptionalInt.empty()));
  }

  @Test
  void everyKeyOfASingleContainerIsKept() {
    DeploymentConfig config =
        read(
            """
            {'computeType': 'aci', 'location': 'a', 'authEnabled': true, 'sslEnabled': true,
             'sslCertificate': 'b', 'sslKey': 'c', 'cname': 'd', 'dnsNameLabel': 'e',
             'vaultBaseUrl': 'f', 'keyName': 'g', 'keyVersion': 'h', 'vnetName': 'i',
             'subnetName': 'j', 'containerResourceRequirements': {'cpu': 1, 'memoryInGB': 2},
             'appInsightsEnabled': false}
            """);

    assertThat(config.authEnabled()).isTrue();
    assertThat(config.aci())
        .isEqualTo(
            new AciConfig(
                Optional.of("a"),
                true,
                Optional.of("b"),
                Optional.of("c"),
                Optional.of("d"),
                Optional.of("e"),
                Optional.of("f"),
                Optional.of("g"),
                Optional.of("h"),
                Optional.of("i"),
                Optional.of("j")));
  }

  @Test
  void aLocalDeploymentHasAPort() {
    DeploymentConfig config = read("{'computeType': 'local', 'port': 32267}");
    assertThat(config.port()).hasValue(32267);
  }

  @Test
  void aFixedNumberOfReplicasSwitchesTheAutoscalerOff() {
    DeploymentConfig config = read("{'computeType': 'aks', 'numReplicas': 3}");
    assertThat(config.numReplicas()).hasValue(3);
    assertThat(config.autoScaler().enabled()).isFalse();
  }

  @Test
  void aSecondaryKeyAloneIsIgnoredWithAWarning() {
    Resolution resolution =
        Setup.withModel(folder)
            .deployment("{'computeType': 'aks', 'keys': {'secondaryKey': 'hunter2'}}")
            .resolve();
    assertThat(resolution.deployment().orElseThrow().keys())
        .isEqualTo(new DeploymentKeys(NONE, NONE));
    assertThat(resolution.warnings())
        .singleElement()
        .asString()
        .contains("keys.secondaryKey is ignored")
        .doesNotContain("hunter2");
  }

  @Test
  void yamlIsReadLikeJson() {
    String yaml =
        """
        computeType: aks
        autoScaler:
          autoscaleEnabled: true
          maxReplicas: 3
        containerResourceRequirements:
          cpu: 0.5
          memoryInGB: 1
        # a comment
        scoringTimeoutMs: 1000
        """;
    for (String name : new String[] {"d.yml", "d.yaml", "as-yaml.json"}) {
      DeploymentConfig config =
          Setup.withModel(folder)
              .file(name, yaml)
              .option("--deploy-config", name)
              .resolve()
              .deployment()
              .orElseThrow();
      assertThat(config.scoringTimeoutMs()).as(name).isEqualTo(1000);
      assertThat(config.autoScaler().maxReplicas()).isEqualTo(3);
      assertThat(config.resources().cpu()).isEqualTo(0.5);
    }
    assertThat(
            Setup.withModel(folder)
                .file("d.yml", "computeType: aks\nscoringTimeoutMs: '1000'\nauthEnabled: 1\n")
                .option("--deploy-config", "d.yml")
                .problems())
        .containsExactly(
            "d.yml: scoringTimeoutMs: found \"1000\" (a string); accepted: a whole number of"
                + " milliseconds, 1 or more",
            "d.yml: authEnabled: found 1 (a number); accepted: true or false");
  }
}
