package io.scoria.config.azureml;

import io.scoria.config.AuthConfig;
import io.scoria.config.KeyConfig;
import io.scoria.config.TokenConfig;
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

  /**
   * @param service whose name the tokens are for that this server signs
   */
  AuthConfig resolve(Optional<DeploymentReader.Read> deployment, String service) {
    Accepted accepted = accepted(deployment);
    Optional<KeyConfig> keys = keys(deployment.map(DeploymentReader.Read::values));
    Optional<TokenConfig> tokens =
        new TokenSettings(ledger, around, findings).resolve(accepted.tokens(), service);
    return new AuthConfig(keys.filter(it -> accepted.keys()), tokens);
  }

  private Optional<KeyConfig> keys(Optional<Values> values) {
    Path usual = around.stateFolder().resolve("keys");
    KeyConfig keyFile =
        ledger
            .takeGiven(AuthOptions.KEY_FILE, usual.toString())
            .map(it -> new KeyConfig.InFile(around.workingFolder().resolve(it)))
            .orElse(KeyConfig.InFile.usual(usual));
    showKeys(ledger.find(AuthOptions.PRIMARY_KEY));
    Optional<String> ofFile = values.flatMap(it -> it.find(DeploymentFile.PRIMARY_KEY));
    return Optional.of(
        ofFile.isEmpty()
            ? keyFile
            : new KeyConfig.Given(
                ofFile.get(),
                values.flatMap(it -> it.find(DeploymentFile.SECONDARY_KEY)),
                values.orElseThrow().file()));
  }

  /** With what clients are let in; with neither everybody is. */
  private record Accepted(boolean keys, boolean tokens) {
    String text() {
      return keys && tokens ? "key or token" : keys ? "key" : tokens ? "token" : "none";
    }
  }

  private Accepted accepted(Optional<DeploymentReader.Read> deployment) {
    boolean both = ledger.take(AuthOptions.ALLOW_BOTH, false);
    Optional<Found<String>> given = ledger.find(AuthOptions.AUTH);
    if (!both && given.isEmpty()) {
      deployment.map(DeploymentReader.Read::values).ifPresent(this::requireOne);
    }
    Accepted one = given.map(it -> ofWord(it.value())).orElseGet(() -> ofFile(deployment));
    if (both && given.isPresent() && given.get().value().equals("none")) {
      String found = AuthOptions.ALLOW_BOTH.name() + " with it none";
      findings.problem(given.get().origin(), "", found, "key or token, or not to allow both");
    }
    Accepted accepted = both ? new Accepted(true, true) : one;
    String origin =
        both
            ? ledger.find(AuthOptions.ALLOW_BOTH).map(Found::origin).orElse("default")
            : given.map(Found::origin).orElseGet(() -> originInFile(deployment));
    ledger.show(AuthOptions.AUTH, accepted.text(), origin);
    return accepted;
  }

  private static Accepted ofWord(String word) {
    return new Accepted(word.equals("key"), word.equals("token"));
  }

  private static Accepted ofFile(Optional<DeploymentReader.Read> deployment) {
    return deployment
        .map(it -> new Accepted(it.authEnabled(), it.values().get(DeploymentFile.TOKEN_AUTH)))
        .orElse(new Accepted(true, false));
  }

  private static String originInFile(Optional<DeploymentReader.Read> deployment) {
    if (deployment.isEmpty()) {
      return "default";
    }
    Values values = deployment.get().values();
    Key<?> key =
        values.get(DeploymentFile.TOKEN_AUTH)
            ? DeploymentFile.TOKEN_AUTH
            : values.has(DeploymentFile.AUTH) ? DeploymentFile.AUTH : DeploymentFile.COMPUTE_TYPE;
    return "file " + values.file() + ", key " + key.name();
  }

  /** As the original does, which lets clients in by one of the two. */
  private void requireOne(Values values) {
    boolean keys = values.find(DeploymentFile.AUTH).orElse(false);
    if (keys && values.get(DeploymentFile.TOKEN_AUTH)) {
      findings.problem(
          values.file().toString(),
          DeploymentFile.TOKEN_AUTH.name(),
          "true with " + DeploymentFile.AUTH.name() + " true",
          "one of the two, --auth key or --auth token to settle it, or both with --allow-both");
    }
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
