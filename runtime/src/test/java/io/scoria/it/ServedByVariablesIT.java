package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container of the original is configured by variables and files alone: so is this one. */
class ServedByVariablesIT {
  private static final String SCRIPT =
      """
      import json
      import os
      import time

      def init():
          pass

      def run(data, request_headers):
          if data == "sleep":
              time.sleep(60)
          names = ["AZUREML_MODEL_DIR", "AML_APP_ROOT", "SERVICE_NAME", "OWN", "SCORIA_PRIMARY_KEY"]
          values = {name: os.environ.get(name) for name in names}
          return {**values, "cwd": os.getcwd(), "id": request_headers["X-Ms-Request-Id"]}
      """;
  private static final String KEY = "key-of-the-deployment-file";

  @TempDir private Path home = Path.of("");

  private ServerProcess start() throws IOException {
    Path app = Files.createDirectories(home.resolve("app"));
    Path models = Files.createDirectories(home.resolve("models"));
    Files.writeString(app.resolve("own_score.py"), SCRIPT);
    Files.writeString(
        app.resolve("inferenceconfig.json"),
        "{\"entryScript\": \"other.py\","
            + " \"environment\": {\"name\": \"e\", \"environmentVariables\": {\"OWN\": \"1\"}}}");
    Files.writeString(
        app.resolve("deploymentconfig.json"),
        "{\"computeType\": \"aks\", \"keys\": {\"primaryKey\": \"" + KEY + "\"}}");
    return ServerProcess.in(home)
        .env("AML_APP_ROOT", app.toString())
        .env("AZUREML_ENTRY_SCRIPT", "own_score.py")
        .env("AZUREML_MODEL_DIR", models.toString())
        .env("SERVICE_NAME", "by-variables")
        .env("SERVICE_PATH_PREFIX", "/prefix")
        .env("SERVICE_VERSION", "2.5")
        .env("WORKER_COUNT", "2")
        .env("SCORING_TIMEOUT_MS", "700")
        .env("SERVER_PORT", "0")
        .env("AML_CORS_ORIGINS", "https://a.example,https://b.example")
        .env("HTTP_X_MS_SERVER_VERSION", "own/1")
        .env("AML_APP_INSIGHTS_ENABLED", "false")
        .run(
            "serve",
            "--inference-config",
            app.resolve("inferenceconfig.json").toString(),
            "--deploy-config",
            app.resolve("deploymentconfig.json").toString());
  }

  private static Response send(int port, String method, String path, String headers, String body) {
    try (RawClient client = new RawClient(port)) {
      return client
          .send(
              "%s %s HTTP/1.1\r\nHost: t\r\n%sContent-Length: %d\r\n\r\n%s"
                  .formatted(method, path, headers, body.length(), body))
          .read();
    }
  }

  private static Response score(int port, String path, String body) {
    String headers = "Authorization: Bearer " + KEY + "\r\nx-ms-request-id: mine\r\n";
    return send(port, "POST", path, headers, body);
  }

  @Test
  void eachVariableAndKeyHasItsEffect() throws IOException {
    try (ServerProcess server = start()) {
      int port = server.port();
      Response scored = score(port, "/score", "");
      assertThat(scored.status()).as("%s", scored).isEqualTo(200);
      assertThat(scored.json().get("AZUREML_MODEL_DIR").asText()).endsWith("/models");
      assertThat(scored.json().get("AML_APP_ROOT").asText()).endsWith("/app");
      assertThat(scored.json().get("cwd").asText()).endsWith("/app");
      assertThat(scored.json().get("SERVICE_NAME").asText()).isEqualTo("by-variables");
      assertThat(scored.json().get("OWN").asText()).isEqualTo("1");
      assertThat(scored.json().get("SCORIA_PRIMARY_KEY").isNull()).isTrue();
      assertThat(scored.json().get("id").asText()).isEqualTo("mine");
      assertThat(scored.header("x-ms-server-version")).isEqualTo("own/1");
      assertThat(scored.header("x-ms-client-request-id")).isEqualTo("mine");

      assertThat(score(port, "/prefix/score", "").status()).isEqualTo(200);
      String router = "/api/v1/service/by-variables/score";
      assertThat(score(port, router, "").status()).isEqualTo(200);
      assertRefused(score(port, "/score", "sleep"), 500, "script_timeout")
          .isEqualTo("Scoring timeout after 700 ms");
      assertRefused(score(port, router, "sleep"), 502, "script_timeout");
      assertRefused(send(port, "POST", "/score", "", ""), 401, "missing_credentials");
      assertThat(send(port, "GET", "/swagger.json?version=3", "", "").text()).contains("\"2.5\"");
      assertCors(port);
    }
  }

  private static void assertCors(int port) {
    String ask = "Access-Control-Request-Method: POST\r\nOrigin: ";
    assertThat(
            send(port, "OPTIONS", "/score", ask + "https://b.example\r\n", "")
                .header("access-control-allow-origin"))
        .isEqualTo("https://b.example");
    assertThat(
            send(port, "OPTIONS", "/score", ask + "https://c.example\r\n", "")
                .header("access-control-allow-origin"))
        .isNull();
  }
}
