package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.LogConfig;
import io.scoria.config.LogConfig.Format;
import io.scoria.config.LogConfig.Level;
import io.scoria.config.LogConfig.Requests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSettingsTest {
  @TempDir private Path folder = Path.of("");

  private Setup setup() {
    return Setup.withModel(folder);
  }

  @Test
  void byDefaultPeopleSeeTextAndAHundredRequestsASecond() {
    assertThat(setup().serve().log())
        .isEqualTo(new LogConfig(Format.TEXT, Level.INFO, new Requests.PerSecond(100)))
        .isEqualTo(LogConfig.defaults());
  }

  @Test
  void inAContainerLinesAreJsonUnlessAPersonSeesThem() {
    Setup inside = setup().inContainer(false, false);
    assertThat(inside.serve().log().format()).isEqualTo(Format.JSON);
    assertThat(inside.from("log-format")).isEqualTo("default in a container");
    assertThat(inside.onTerminal().serve().log().format()).isEqualTo(Format.TEXT);
    Setup given = setup().inContainer(false, false).env("SCORIA_LOG_FORMAT", "azureml");
    assertThat(given.serve().log().format()).isEqualTo(Format.AZUREML);
  }

  @Test
  void everythingCanBeSet() {
    LogConfig set =
        setup()
            .option("--log-format", "json")
            .option("--log-level", "DEBUG")
            .option("--request-log", "0.01")
            .serve()
            .log();
    assertThat(set).isEqualTo(new LogConfig(Format.JSON, Level.DEBUG, new Requests.Fraction(0.01)));
  }

  @Test
  void levelsMayHaveTheNamesThatPythonGivesThem() {
    assertThat(setup().env("AZUREML_LOG_LEVEL", "warning").serve().log().level())
        .isEqualTo(Level.WARN);
    assertThat(setup().env("AZUREML_LOG_LEVEL", "CRITICAL").serve().log().level())
        .isEqualTo(Level.ERROR);
    assertThat(setup().env("SCORIA_LOG_LEVEL", "off").serve().log().level()).isEqualTo(Level.OFF);
    assertThat(setup().env("AZUREML_LOG_LEVEL", "LOUD").problems()).hasSize(1);
  }

  @Test
  void requestsAreChosenInOneWord() {
    assertThat(LogSettings.requests("all")).contains(new Requests.All());
    assertThat(LogSettings.requests("Errors")).contains(new Requests.Errors());
    assertThat(LogSettings.requests("off")).contains(new Requests.Off());
    assertThat(LogSettings.requests(".5")).contains(new Requests.Fraction(0.5));
    assertThat(LogSettings.requests("20/s")).contains(new Requests.PerSecond(20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"some", "0", "1.5", "-0.1", "1e-3", "NaN", "0/s", "9999999/s", "1/m", "10%"})
  void whatIsNoChoiceIsRefused(String which) {
    assertThat(setup().option("--request-log", which).problems())
        .singleElement()
        .asString()
        .contains(which, "accepted: all, errors, off");
  }
}
