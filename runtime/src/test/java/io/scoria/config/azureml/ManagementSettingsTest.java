package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.KeyConfig;
import io.scoria.config.ListenerConfig;
import io.scoria.config.ManagementConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementSettingsTest {
  @TempDir Path folder;

  private Setup setup() {
    return Setup.withModel(folder).option("--management-port", "8081");
  }

  private static ManagementConfig management(Setup setup) {
    return setup.serve().management().orElseThrow();
  }

  @Test
  void itListensOnLoopbackWhateverTheScoringListenerDoes() {
    ManagementConfig expected =
        new ManagementConfig(new ListenerConfig("127.0.0.1", 8081), Optional.empty());

    assertThat(management(setup().option("--host", "0.0.0.0"))).isEqualTo(expected);
    assertThat(management(setup().env("SCORIA_HOST", "0.0.0.0"))).isEqualTo(expected);
    assertThat(management(setup().env("KUBERNETES_SERVICE_HOST", "10.0.0.1"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "::", "192.0.2.1", "myhost", "127.0.0.1.example", "localhost.x"})
  void elsewhereItNeedsAKeyOfItsOwn(String host) {
    String found = ": found " + host + ", which others may reach, and no key to tell them apart by";
    String accepted =
        "; accepted: a loopback address, such as 127.0.0.1; or any with --management-key-file FILE"
            + " or SCORIA_MANAGEMENT_KEY set";

    assertThat(setup().option("--management-host", host).problems())
        .containsExactly("--management-host" + found + accepted);
    assertThat(setup().env("SCORIA_MANAGEMENT_HOST", host).problems())
        .containsExactly("environment: SCORIA_MANAGEMENT_HOST" + found + accepted);
    assertThat(setup().option("--management-host", host).env("SCORIA_PRIMARY_KEY", "x").problems())
        .hasSize(1);
  }

  @Test
  void withAKeyItMayListenAnywhere() {
    Setup ofFile = setup().option("--management-host", "::").option("--management-key-file", "mk");
    Setup ofVariable =
        setup().option("--management-host", "0.0.0.0").env("SCORIA_MANAGEMENT_KEY", "hunter2");

    assertThat(management(ofFile))
        .isEqualTo(
            new ManagementConfig(
                new ListenerConfig("::", 8081),
                Optional.of(new KeyConfig.InFile(folder.resolve("mk")))));
    assertThat(management(ofVariable))
        .isEqualTo(
            new ManagementConfig(
                new ListenerConfig("0.0.0.0", 8081),
                Optional.of(new KeyConfig.InEnvironment("SCORIA_MANAGEMENT_KEY"))));
    assertThat(management(ofVariable.option("--management-key-file", "mk")).keys())
        .contains(new KeyConfig.InEnvironment("SCORIA_MANAGEMENT_KEY"));
    assertThat(ofVariable.resolve().shown().toString()).doesNotContain("hunter2");
    assertThat(ofVariable.shown("management-key").value()).isEqualTo("***");
  }

  @Test
  void withoutAPortThereIsNone() {
    Setup setup = Setup.withModel(folder).option("--management-host", "0.0.0.0");

    assertThat(setup.serve().management()).isEmpty();
  }

  @Test
  void whatIsSetForItIsNotedWhereItHasNoPort() {
    Setup setup =
        Setup.withModel(folder)
            .option("--management-host", "0.0.0.0")
            .option("--management-key-file", "mk")
            .env("SCORIA_MANAGEMENT_KEY", "hunter2");

    assertThat(setup.resolve().notes())
        .containsExactly(
            "option --management-host has no effect without --management-port.",
            "option --management-key-file has no effect without --management-port.",
            "environment SCORIA_MANAGEMENT_KEY has no effect without --management-port.");
    assertThat(setup.option("--management-port", "8081").resolve().notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "[::1]"})
  void loopbackIsToldWithoutLookingNamesUp(String host) {
    assertThat(setup().option("--management-host", host).problems()).isEmpty();
  }
}
