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
    Setup setup = setup().env("SCORIA_DRAIN_DELAY", "1ms").env("SCORIA_DRAIN_TIMEOUT", "2");
    assertThat(setup.inContainer(false, false).serve().drain()).isEqualTo(new DrainConfig(1, 2000));
    assertThat(setup.from("drain-delay")).isEqualTo("environment SCORIA_DRAIN_DELAY");
    setup.option("--drain-delay", "0").option("--drain-timeout", "3ms");
    assertThat(setup.serve().drain()).isEqualTo(new DrainConfig(0, 3));
  }
}
