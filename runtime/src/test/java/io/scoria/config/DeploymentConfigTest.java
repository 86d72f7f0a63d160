package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentConfigTest {
  private static final Optional<String> NONE = Optional.empty();

  @ParameterizedTest
  @EnumSource
  void everyDefaultIsThis(ComputeType type) {
    assertThat(DeploymentConfig.defaults(type))
        .isEqualTo(
            new DeploymentConfig(
                type,
                new AutoScalerConfig(true, 1, 10, 1, 70),
                new ContainerResources(
                    0.1,
                    0.5,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty()),
                new LivenessProbe(10, 310, 2, 1, 3),
                type != ComputeType.ACI,
                false,
                new DeploymentKeys(NONE, NONE),
                false,
                false,
                60_000,
                500,
                1,
                OptionalInt.empty(),
                OptionalInt.empty(),
                NONE,
                NONE,
                NONE,
                OptionalDouble.empty(),
                new AciConfig(NONE, false, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE),
                OptionalInt.empty()));
  }

  @Test
  void aComputeTypeIsReadInAnyCase() {
    assertThat(ComputeType.of("AksEndpoint")).contains(ComputeType.AKSENDPOINT);
    assertThat(ComputeType.of("aks")).contains(ComputeType.AKS);
    assertThat(ComputeType.of("eks")).isEmpty();
    assertThat(ComputeType.LOCAL.text()).isEqualTo("local");
  }

  @Test
  void secretsAreNotPrinted() {
    Optional<String> secret = Optional.of("hunter2");
    assertThat(new DeploymentKeys(secret, secret).toString())
        .isEqualTo("DeploymentKeys[primary=***, secondary=***]");
    assertThat(new ImageRegistry(NONE, NONE, secret).toString()).doesNotContain("hunter2");
    assertThat(
            new AciConfig(NONE, true, NONE, secret, NONE, NONE, NONE, NONE, NONE, NONE, NONE)
                .toString())
        .doesNotContain("hunter2");
    assertThat(new KeyConfig.Given("hunter2", secret, java.nio.file.Path.of("f")).toString())
        .isEqualTo("Given[primary=***, secondary=***, file=f]");
  }
}
