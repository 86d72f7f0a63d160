package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.DrainConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long balancers are waited for depends on where the server runs. */
class DrainSettingsTest {
  @TempDir private Path folder = Path.of("");

  private Setup setup() {
    return Setup.withModel(folder);
  }

  @Test
  void thereIsADelayInAContainerAlone() {
    assertThat(setup().serve().drain()).isEqualTo(new DrainConfig(0, 25_000));
    assertThat(setup().inContainer(false, false).serve().drain())
        .isEqualTo(new DrainConfig(5_000, 25_000));
  }

  @Test
  void thereIsNoneForAPersonAtATerminal() {
    assertThat(setup().inContainer(false, false).onTerminal().serve().drain().delayMs()).isZero();
    assertThat(setup().onTerminal().serve().drain().delayMs()).isZero();
  }

  @Test
  void whatIsGivenCounts() {
    Setup setup = setup().env("SCORIA_DRAIN_DELAY_MS", "1").env("SCORIA_DRAIN_TIMEOUT_MS", "2");
    assertThat(setup.inContainer(false, false).serve().drain()).isEqualTo(new DrainConfig(1, 2));
    assertThat(setup.from("drain-delay-ms")).isEqualTo("environment SCORIA_DRAIN_DELAY_MS");
    setup.option("--drain-delay-ms", "0").option("--drain-timeout-ms", "3");
    assertThat(setup.serve().drain()).isEqualTo(new DrainConfig(0, 3));
  }
}
