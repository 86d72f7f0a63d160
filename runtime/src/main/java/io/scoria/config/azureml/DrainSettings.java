package io.scoria.config.azureml;

import io.scoria.config.DrainConfig;

/** How the server stops. */
final class DrainSettings {
  private final Ledger ledger;
  private final Surroundings around;

  DrainSettings(Ledger ledger, Surroundings around) {
    this.ledger = ledger;
    this.around = around;
  }

  /** What is wrong is told, and left at its default here. */
  DrainConfig resolve() {
    boolean balanced = around.isUnattended();
    int delayMs =
        balanced ? DrainConfig.DEFAULT_DELAY_IN_CONTAINER_MS : DrainConfig.DEFAULT_DELAY_MS;
    return new DrainConfig(
        ledger.take(DrainOptions.DELAY, delayMs),
        ledger.take(DrainOptions.TIMEOUT, DrainConfig.DEFAULT_TIMEOUT_MS));
  }
}
