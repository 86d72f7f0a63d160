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
    String delay = around.isUnattended() ? DrainOptions.DELAY_IN_CONTAINER : DrainOptions.NO_DELAY;
    return new DrainConfig(
        ms(ledger.take(DrainOptions.DELAY, delay)),
        ms(ledger.take(DrainOptions.TIMEOUT, DrainOptions.DEFAULT_TIMEOUT)));
  }

  /** Of a text that was accepted as one. */
  private static int ms(String text) {
    return TimeText.millis(text).orElseThrow();
  }
}
