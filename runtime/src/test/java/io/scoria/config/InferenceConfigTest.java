package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {
  private static final Optional<String> NONE = Optional.empty();
  private static final ImageRegistry NO_REGISTRY = new ImageRegistry(NONE, NONE, NONE);

  @Test
  void everyDefaultIsThis() {
    assertThat(InferenceConfig.defaults())
        .isEqualTo(
            new InferenceConfig(
                NONE,
                NONE,
                Optional.empty(),
                NONE,
                NONE,
                NONE,
                false,
                NONE,
                NONE,
                NO_REGISTRY,
                NONE));
    assertThat(EnvironmentConfig.defaults())
        .isEqualTo(
            new EnvironmentConfig(
                NONE,
                NONE,
                Map.of(),
                false,
                NONE,
                NONE,
                NONE,
                NONE,
                false,
                NONE,
                NONE,
                true,
                NONE,
                NONE,
                NO_REGISTRY,
                NONE,
                NONE,
                NONE));
  }

  @Test
  void valuesOfVariablesAreNotPrinted() {
    EnvironmentConfig environment = EnvironmentConfig.defaults();
    EnvironmentConfig given =
        new EnvironmentConfig(
            NONE,
            NONE,
            Map.of("TOKEN", "hunter2"),
            false,
            NONE,
            NONE,
            NONE,
            NONE,
            false,
            NONE,
            NONE,
            true,
            NONE,
            NONE,
            NO_REGISTRY,
            NONE,
            NONE,
            NONE);
    assertThat(given).isNotEqualTo(environment);
    assertThat(given.toString()).contains("TOKEN").doesNotContain("hunter2");
  }
}
