package io.scoria.config.azureml;

import io.scoria.config.TlsConfig;
import io.scoria.config.TlsConfig.Clients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** How the port that scores speaks TLS. Whether the files are good is seen when they are read. */
final class TlsSettings {
  private static final String NONE = "none";

  private final Ledger ledger;
  private final Surroundings around;
  private final Findings findings;

  private record Pair(Path certificate, Path key) {}

  TlsSettings(Ledger ledger, Surroundings around, Findings findings) {
    this.ledger = ledger;
    this.around = around;
    this.findings = findings;
  }

  /** What is wrong is told; empty also then. */
  Optional<TlsConfig> resolve(Optional<Values> deployment) {
    Optional<Pair> given = given();
    Optional<Pair> pair = given.or(() -> deployment.flatMap(TlsSettings::ofDeployment));
    show(TlsOptions.CERTIFICATE, pair.map(Pair::certificate), deployment);
    show(TlsOptions.KEY, pair.map(Pair::key), deployment);
    Optional<Clients> clients = clients();
    String provider = ledger.take(TlsOptions.PROVIDER, "auto");
    int timeoutMs =
        ledger.take(TlsOptions.HANDSHAKE_TIMEOUT, TlsConfig.DEFAULT_HANDSHAKE_TIMEOUT_MS);
    Optional<Integer> hsts = ledger.takeGiven(TlsOptions.HSTS, NONE);
    if (pair.isEmpty()) {
      refuseWithoutTls();
      deployment.ifPresent(this::warnThatFileIsPlain);
      return Optional.empty();
    }
    return Optional.of(
        new TlsConfig(
            pair.get().certificate(),
            pair.get().key(),
            clients,
            TlsConfig.Provider.valueOf(provider.toUpperCase(Locale.ROOT)),
            timeoutMs,
            hsts.map(OptionalInt::of).orElseGet(OptionalInt::empty)));
  }

  /** Of options and variables. */
  private Optional<Pair> given() {
    Optional<Path> certificate = path(TlsOptions.CERTIFICATE);
    Optional<Path> key = path(TlsOptions.KEY);
    Optional<Path> folder = certificate.filter(Files::isDirectory);
    if (folder.isPresent()) {
      certificate = folder.map(it -> it.resolve(TlsOptions.CERTIFICATE_IN_FOLDER));
      key = key.or(() -> folder.map(it -> it.resolve(TlsOptions.KEY_IN_FOLDER)));
    }
    if (certificate.isPresent() != key.isPresent()) {
      problem(
          certificate.isPresent() ? TlsOptions.CERTIFICATE : TlsOptions.KEY,
          certificate.isPresent() ? TlsOptions.KEY : TlsOptions.CERTIFICATE);
      return Optional.empty();
    }
    return certificate.isPresent()
        ? Optional.of(new Pair(certificate.get(), key.orElseThrow()))
        : Optional.empty();
  }

  private Optional<Path> path(Setting<String> setting) {
    return ledger.find(setting).map(found -> around.workingFolder().resolve(found.value()));
  }

  /** Where the file says that TLS is meant, and the files that it names are there. */
  private static Optional<Pair> ofDeployment(Values file) {
    Optional<Path> certificate = beside(file, DeploymentFile.SSL_CERTIFICATE);
    Optional<Path> key = beside(file, DeploymentFile.SSL_KEY);
    return file.get(DeploymentFile.SSL) && certificate.isPresent() && key.isPresent()
        ? Optional.of(new Pair(certificate.get(), key.get()))
        : Optional.empty();
  }

  private static Optional<Path> beside(Values file, Key<String> key) {
    return file.find(key)
        .map(name -> file.file().resolveSibling(name))
        .filter(Files::isRegularFile);
  }

  private void show(Setting<String> setting, Optional<Path> file, Optional<Values> deployment) {
    boolean ofOptions = ledger.find(TlsOptions.CERTIFICATE).isPresent();
    String ofFile = deployment.map(it -> "file " + it.file()).orElse("default");
    String meant = ofOptions ? "the folder of --" + TlsOptions.CERTIFICATE.name() : ofFile;
    String origin = ledger.find(setting).map(Found::origin).orElse(meant);
    ledger.show(
        setting, file.map(Path::toString).orElse(NONE), file.isPresent() ? origin : "default");
  }

  private Optional<Clients> clients() {
    Optional<Found<String>> given = ledger.find(TlsOptions.CLIENT_CA);
    ledger.takeGiven(TlsOptions.CLIENT_CA, NONE);
    Optional<String> auth =
        ledger.takeGiven(TlsOptions.CLIENT_AUTH, given.isPresent() ? TlsOptions.REQUIRED : NONE);
    if (given.isEmpty() && auth.isPresent()) {
      String accepted = "with --tls-client-ca FILE, the authorities of the clients' certificates";
      findings.problem("option", "--tls-client-auth", auth.get(), accepted);
    }
    return given.map(ca ->
        new Clients(
            around.workingFolder().resolve(ca.value()),
            auth.orElse(TlsOptions.REQUIRED).equals(TlsOptions.REQUIRED)));
  }

  /** Whoever asks for clients' certificates must not get a server that looks at none. */
  private void refuseWithoutTls() {
    if (ledger.find(TlsOptions.CLIENT_CA).isPresent()) {
      problem(TlsOptions.CLIENT_CA, TlsOptions.CERTIFICATE);
    }
    if (ledger.find(TlsOptions.HSTS).isPresent()) {
      problem(TlsOptions.HSTS, TlsOptions.CERTIFICATE);
    }
  }

  private void problem(Setting<?> given, Setting<?> missing) {
    String origin = ledger.find(given).map(Found::origin).orElse("");
    boolean option = origin.startsWith("option ");
    findings.problem(
        option ? "option" : origin,
        option ? "--" + given.name() : "",
        "it without --" + missing.name(),
        "both, or neither for a server without TLS");
  }

  private void warnThatFileIsPlain(Values file) {
    if (file.get(DeploymentFile.SSL)) {
      findings.warn(
          file.file()
              + ": sslEnabled is true, but the files that sslCertificate and sslKey name are not"
              + " there, so this server speaks HTTP without TLS; give --tls-certificate and"
              + " --tls-key, or put TLS in front of it");
    }
  }
}
