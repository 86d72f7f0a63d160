package io.scoria.config.azureml;

import io.scoria.config.AuthConfig;
import io.scoria.config.KeyConfig;
import java.nio.file.Path;
import java.util.Optional;

/** Who is let in. */
final class AuthSettings {
  private final Ledger ledger;
  private final Surroundings around;
  private final Findings findings;

  AuthSettings(Ledger ledger, Surroundings around, Findings findings) {
    this.ledger = ledger;
    this.around = around;
    this.findings = findings;
  }

  AuthConfig resolve(Optional<DeploymentReader.Read> deployment) {
    boolean keyed = keyed(deployment);
    Path keyFile =
        ledger
            .takeGiven(AuthOptions.KEY_FILE, around.stateFolder().resolve("keys").toString())
            .map(it -> around.workingFolder().resolve(it))
            .orElse(around.stateFolder().resolve("keys"));
    Optional<Found<String>> primary = ledger.find(AuthOptions.PRIMARY_KEY);
    showKeys(primary);
    if (!keyed) {
      return AuthConfig.OPEN;
    }
    Optional<Values> values = deployment.map(DeploymentReader.Read::values);
    Optional<String> ofFile = values.flatMap(it -> it.find(DeploymentFile.PRIMARY_KEY));
    return ofFile.isEmpty()
        ? AuthConfig.of(new KeyConfig.InFile(keyFile))
        : AuthConfig.of(
            new KeyConfig.Given(
                ofFile.get(),
                values.flatMap(it -> it.find(DeploymentFile.SECONDARY_KEY)),
                values.orElseThrow().file()));
  }

  /** Tokens are asked for where a file says so: never is such a service open for want of them. */
  private boolean keyed(Optional<DeploymentReader.Read> deployment) {
    Optional<Found<String>> given = ledger.find(AuthOptions.AUTH);
    if (given.isPresent()) {
      ledger.show(AuthOptions.AUTH, given.get().value(), given.get().origin());
      return !given.get().value().equals("none");
    }
    if (deployment.isEmpty()) {
      ledger.show(AuthOptions.AUTH, "key", "default");
      return true;
    }
    Values values = deployment.get().values();
    String file = values.file().toString();
    if (values.get(DeploymentFile.TOKEN_AUTH)) {
      String accepted = "false, or --auth key: this version cannot check tokens yet";
      findings.problem(file, DeploymentFile.TOKEN_AUTH.name(), "true", accepted);
      return true;
    }
    boolean keyed = deployment.get().authEnabled();
    String key =
        values.has(DeploymentFile.AUTH)
            ? DeploymentFile.AUTH.name()
            : DeploymentFile.COMPUTE_TYPE.name();
    ledger.show(AuthOptions.AUTH, keyed ? "key" : "none", "file " + file + ", key " + key);
    return keyed;
  }

  /** Both keys come from one place. */
  private void showKeys(Optional<Found<String>> primary) {
    String none = "of the key file";
    ledger.show(
        AuthOptions.PRIMARY_KEY,
        primary.map(it -> "***").orElse(none),
        primary.map(Found::origin).orElse("default"));
    Optional<Found<String>> secondary =
        ledger
            .find(AuthOptions.SECONDARY_KEY)
            .filter(it -> primary.isPresent() && primary.get().from() == it.from());
    String without = primary.isPresent() ? "none" : none;
    ledger.show(
        AuthOptions.SECONDARY_KEY,
        secondary.map(it -> "***").orElse(without),
        secondary.map(Found::origin).orElse("default"));
  }
}
