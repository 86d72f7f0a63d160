package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration as the packaged server reads it. */
class ConfigShowIT {
  @TempDir private Path home = Path.of("");

  private Path model() throws IOException {
    Path folder = Files.createDirectories(home.resolve("flowers"));
    Files.copy(TestData.model("iris").resolve("model.onnx"), folder.resolve("model.onnx"));
    return folder;
  }

  @Test
  void showsWhereEverySettingCameFrom() throws IOException {
    Path folder = model();
    Files.writeString(
        folder.resolve("deploymentconfig.yml"),
        "computeType: aks\nscoringTimeoutMs: 1000\nkeys:\n  primaryKey: hunter2\n");
    try (ServerProcess shown =
        ServerProcess.in(home)
            .env("SERVER_PORT", "5003")
            .run("config", "show", folder.toString(), "--auth", "key")) {
      assertThat(shown.exitStatus()).isZero();
      assertThat(String.join("\n", shown.stdout()))
          .containsPattern("port +5003 +environment SERVER_PORT")
          .containsPattern("scoring-timeout-ms +1000 +file .*deploymentconfig.yml, key ")
          .containsPattern("service-name +flowers +default")
          .containsPattern("auth +key +option --auth")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void aWrongFileKeepsTheServerFromStartingAndEveryProblemIsTold() throws IOException {
    Path folder = model();
    Files.writeString(
        folder.resolve("deploymentconfig.json"),
        "{\"computeType\": \"aks\", \"maxQueueWaitMs\": -1, \"tokenAuthEnabled\": true}");
    try (ServerProcess server = ServerProcess.in(home).env("WORKER_COUNT", "two").serve(folder)) {
      assertThat(server.exitStatus()).isEqualTo(2);
      assertThat(server.stderr())
          .hasSize(3)
          .anyMatch(line -> line.contains("maxQueueWaitMs: found -1"))
          .anyMatch(line -> line.contains("tokenAuthEnabled: found true"))
          .anyMatch(line -> line.contains("WORKER_COUNT: found \"two\""));
    }
  }

  @Test
  void theKeysOfTheFileLetClientsIn() throws IOException {
    Path folder = model();
    Files.writeString(
        folder.resolve("deploymentconfig.json"),
        "{\"computeType\": \"aks\", \"keys\": {\"primaryKey\": \"Tr7uWm4ZqLx9KbVe\"}}");
    try (ServerProcess server = ServerProcess.in(home).serve(folder)) {
      String curl =
          "curl -s -o /dev/null -w '%{http_code} ' -H 'Content-Type: application/json'"
              + " -d '{\"data\": [[5.1, 3.4, 1.5, 0.2]]}' http://127.0.0.1:"
              + server.port()
              + "/score -H 'Authorization: Bearer ";
      String script = curl + "Tr7uWm4ZqLx9KbVe'; " + curl + "Tr7uWm4ZqLx9KbVf'";
      assertThat(ServerProcess.shell(script, java.util.Map.of())).isEqualTo("200 401 ");
      assertThat(server.stdout().toString()).doesNotContain("Tr7uWm4ZqLx9KbVe");
    }
  }
}
