package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.TlsConfig;
import io.scoria.config.TlsConfig.Clients;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {
  @TempDir private Path folder = Path.of("");

  private Setup setup() {
    return Setup.withModel(folder);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  @Test
  void thereIsNoTlsByDefault() {
    assertThat(setup().serve().tls()).isEmpty();
  }

  @Test
  void twoFilesAreEnough() {
    Setup setup = setup().option("--tls-certificate", "c.pem").option("--tls-key", "k.pem");
    assertThat(setup.serve().tls()).contains(TlsConfig.of(path("c.pem"), path("k.pem")));
    assertThat(setup.from("tls-certificate")).isEqualTo("option --tls-certificate");
  }

  @Test
  void everythingCanBeSet() {
    Setup setup =
        setup()
            .env("SCORIA_TLS_CERTIFICATE", "/c.pem")
            .env("SCORIA_TLS_KEY", "/k.pem")
            .env("SCORIA_TLS_CLIENT_CA", "/ca.pem")
            .env("SCORIA_TLS_CLIENT_AUTH", "optional")
            .env("SCORIA_TLS_PROVIDER", "jdk")
            .env("SCORIA_TLS_HANDSHAKE_TIMEOUT_MS", "7")
            .env("SCORIA_HSTS", "31536000");
    assertThat(setup.serve().tls())
        .contains(
            new TlsConfig(
                Path.of("/c.pem"),
                Path.of("/k.pem"),
                Optional.of(new Clients(Path.of("/ca.pem"), false)),
                TlsConfig.Provider.JDK,
                7,
                OptionalInt.of(31_536_000)));
  }

  @Test
  void aFolderHoldsBoth() {
    Setup setup = setup().file("certs/tls.crt", "").option("--tls-certificate", "certs");
    assertThat(setup.serve().tls())
        .contains(TlsConfig.of(path("certs/tls.crt"), path("certs/tls.key")));
    assertThat(setup.from("tls-key")).isEqualTo("the folder of --tls-certificate");
  }

  @Test
  void clientsMustHaveCertificatesWhereAuthoritiesAreGiven() {
    Setup setup =
        setup()
            .option("--tls-certificate", "c")
            .option("--tls-key", "k")
            .option("--tls-client-ca", "ca");
    assertThat(setup.serve().tls().orElseThrow().clients()).contains(new Clients(path("ca"), true));
    assertThat(setup.shown("tls-client-auth").value()).isEqualTo("required");
  }

  @Test
  void oneOfTheTwoFilesIsNotEnough() {
    String accepted = "; accepted: both, or neither for a server without TLS";
    assertThat(setup().option("--tls-certificate", "c").problems())
        .containsExactly("--tls-certificate: found it without --tls-key" + accepted);
    assertThat(setup().option("--tls-key", "k").problems())
        .containsExactly("--tls-key: found it without --tls-certificate" + accepted);
    assertThat(setup().env("SCORIA_TLS_KEY", "k").problems())
        .containsExactly(
            "environment SCORIA_TLS_KEY: found it without --tls-certificate" + accepted);
  }

  @Test
  void whoAsksForMoreMustNotGetAServerWithoutTls() {
    assertThat(setup().option("--tls-client-ca", "ca").problems())
        .anyMatch(text -> text.startsWith("--tls-client-ca: found it without --tls-certificate;"));
    assertThat(setup().option("--hsts", "1").problems())
        .anyMatch(text -> text.startsWith("--hsts: found it without --tls-certificate;"));
    assertThat(
            setup()
                .option("--tls-certificate", "c")
                .option("--tls-key", "k")
                .option("--tls-client-auth", "required")
                .problems())
        .anyMatch(text -> text.contains("--tls-client-auth") && text.contains("--tls-client-ca"));
  }

  private static final String ACI =
      "{'computeType': 'aci', 'sslEnabled': %s, 'sslCertificate': 'ssl/c.pem', 'sslKey': 'k.pem'}";

  @Test
  void theFilesOfADeploymentAreUsedWhereTheyAreThere() {
    Setup setup = setup().file("ssl/c.pem", "").file("k.pem", "").deployment(ACI.formatted(true));
    assertThat(setup.serve().tls()).contains(TlsConfig.of(path("ssl/c.pem"), path("k.pem")));
    assertThat(setup.from("tls-certificate")).isEqualTo("file d.json");
    assertThat(setup.shown("sslKey").value()).isEqualTo("***");
  }

  @Test
  void optionsBeatTheFilesOfADeployment() {
    Setup setup =
        setup()
            .file("ssl/c.pem", "")
            .file("k.pem", "")
            .deployment(ACI.formatted(true))
            .option("--tls-certificate", "c")
            .option("--tls-key", "k");
    assertThat(setup.serve().tls()).contains(TlsConfig.of(path("c"), path("k")));
  }

  @Test
  void aDeploymentWithoutItsFilesIsServedPlainAndWarnedOf() {
    Setup setup = setup().file("ssl/c.pem", "").deployment(ACI.formatted(true));
    assertThat(setup.serve().tls()).isEmpty();
    assertThat(setup.resolve().warnings()).anyMatch(text -> text.contains("HTTP without TLS"));
  }

  @Test
  void theFilesAreLeftAloneWhereTlsIsOff() {
    Setup setup = setup().file("ssl/c.pem", "").file("k.pem", "").deployment(ACI.formatted(false));
    assertThat(setup.serve().tls()).isEmpty();
    assertThat(setup.resolve().warnings()).isEmpty();
  }
}
