package io.scoria.config.azureml;

import io.scoria.config.KeyConfig;
import io.scoria.config.ListenerConfig;
import io.scoria.config.ManagementConfig;
import java.nio.file.Path;
import java.util.Optional;

/** The listener for those who run the server. */
final class ManagementSettings {
  private final Ledger ledger;
  private final Surroundings around;
  private final Findings findings;

  ManagementSettings(Ledger ledger, Surroundings around, Findings findings) {
    this.ledger = ledger;
    this.around = around;
    this.findings = findings;
  }

  /** Empty where no port is given for it. */
  Optional<ManagementConfig> resolve() {
    Optional<Integer> port = ledger.takeGiven(ManagementOptions.PORT, "none");
    String host = ledger.take(ManagementOptions.HOST, ListenerConfig.DEFAULT_HOST);
    Optional<KeyConfig> keys = keys();
    Optional<ManagementConfig> config =
        port.map(at -> new ManagementConfig(new ListenerConfig(host, at), keys));
    config.ifPresentOrElse(this::requireKeyForOthers, this::noteWithoutEffect);
    return config;
  }

  private void noteWithoutEffect() {
    for (Setting<?> setting : ManagementOptions.ALL) {
      ledger
          .find(setting)
          .ifPresent(
              it -> findings.note(it.origin() + " has no effect without --management-port."));
    }
  }

  private Optional<KeyConfig> keys() {
    Optional<Path> file =
        ledger
            .takeGiven(ManagementOptions.KEY_FILE, "none")
            .map(it -> around.workingFolder().resolve(it));
    boolean set = ledger.takeGiven(ManagementOptions.KEY, "none").isPresent();
    return set
        ? Optional.of(new KeyConfig.InEnvironment(ManagementOptions.KEY.variables().getFirst()))
        : file.map(KeyConfig.InFile::new);
  }

  private void requireKeyForOthers(ManagementConfig config) {
    if (config.keys().isEmpty() && !config.listener().isLoopback()) {
      String origin = ledger.find(ManagementOptions.HOST).map(Found::origin).orElse("default");
      boolean option = origin.startsWith("option");
      findings.problem(
          option ? "option" : "environment",
          option ? "--management-host" : "SCORIA_MANAGEMENT_HOST",
          config.listener().host() + ", which others may reach, and no key to tell them apart by",
          "a loopback address, such as "
              + ListenerConfig.DEFAULT_HOST
              + "; or any with --management-key-file FILE or SCORIA_MANAGEMENT_KEY set");
    }
  }
}
