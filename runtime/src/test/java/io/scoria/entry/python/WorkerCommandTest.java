package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.ServiceConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class WorkerCommandTest {
  private static Map<String, String> environmentWith(String name, String value) {
    Map<String, String> environment = new HashMap<>(Map.of(name, value));
    new WorkerCommand(TestScript.unwritten().config(), ServiceConfig.defaults(), Optional.empty())
        .setEnvironment(environment, 0);
    return environment;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SCORIA_PRIMARY_KEY",
        "SCORIA_SECONDARY_KEY",
        "SCORIA_MANAGEMENT_KEY",
        "SCORIA_TOKEN_SIGNING_KEY",
        "SCORIA_ADMIN_TOKEN",
        "SCORIA_CLIENT_SECRET",
        "SCORIA_TLS_KEY_PASSWORD"
      })
  void theServersOwnSecretsAreNotInTheEnvironmentOfAScript(String name) {
    assertThat(environmentWith(name, "secret"))
        .doesNotContainKey(name)
        .doesNotContainValue("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STORAGE_KEY", "MY_TOKEN", "SCORIA_STATE_FOLDER", "PATH"})
  void whatAScriptMayNeedStaysThere(String name) {
    assertThat(environmentWith(name, "value")).containsEntry(name, "value");
  }

  @Test
  void theContractsVariablesAreSet() {
    assertThat(environmentWith("A", "b"))
        .containsKeys("AZUREML_MODEL_DIR", "AML_APP_ROOT", "AZUREML_ENTRY_SCRIPT", "SCORIA_WORKER");
  }
}
