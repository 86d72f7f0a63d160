package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigShowCommandTest {
  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("model.onnx"), "");
    deployment("{\"computeType\": \"aks\", \"keys\": {\"primaryKey\": \"hunter2\"}, \"zzz\": 1}");
  }

  private void deployment(String text) throws IOException {
    Files.writeString(folder.resolve("deploymentconfig.json"), text);
  }

  private int run(String... arguments) {
    CommandLine command = Main.command().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void printsEverySettingWithItsValueAndWhereItCameFrom() {
    assertThat(run("config", "show", folder.toString(), "--port", "7", "--strict", "--dc", dc()))
        .isEqualTo(2);
    assertThat(run("config", "show", folder.toString(), "--port", "7")).isZero();
    assertThat(out.toString())
        .containsPattern("port +7 +option --port\n")
        .containsPattern("model +\\S+ +option MODEL_DIR\n")
        .containsPattern("scoringTimeoutMs +60000 +default\n")
        .containsPattern("primary-key +\\*\\*\\* +file ")
        .contains("Note: Found ")
        .doesNotContain("hunter2");
    assertThat(err.toString()).contains("scoria: warning: ", "zzz").doesNotContain("hunter2");
  }

  private String dc() {
    return folder.resolve("deploymentconfig.json").toString();
  }

  @Test
  void printsTheSameAsJson() throws IOException {
    assertThat(run("config", "show", "--model_dir", folder.toString(), "--format", "json"))
        .isZero();
    JsonNode root = new JsonMapper().readTree(out.toString());
    assertThat(root.get("settings")).hasSizeGreaterThan(40);
    assertThat(root.get("settings").get(0).properties())
        .extracting(entry -> entry.getKey())
        .containsExactly("section", "name", "value", "from", "use");
    assertThat(root.get("warnings")).hasSize(1);
    assertThat(root.get("problems")).isEmpty();
    assertThat(out.toString()).doesNotContain("hunter2");
  }

  @Test
  void endsWithTwoAndEveryProblemWhereSomethingIsWrong() throws IOException {
    deployment("{\"computeType\": \"aks\", \"numReplicas\": \"3\", \"authEnabled\": 1}");
    assertThat(run("config", "show", folder.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("scoria: ") && line.contains("; accepted: "));
    assertThat(run("config", "show", folder.toString(), "--format", "json")).isEqualTo(2);
  }

  @Test
  void serveDoesNotStartWithThem() throws IOException {
    deployment("{\"computeType\": \"aks\", \"numReplicas\": \"3\", \"authEnabled\": 1}");
    assertThat(run("serve", folder.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpSaysWhichFilesAreNotReadAndHowAServerEnds() {
    assertThat(run("config", "show", "--help")).isZero();
    assertThat(out.toString()).contains("Keys, certificates, models and other files");
    assertThat(run("serve", "--help")).isZero();
    assertThat(out.toString()).contains("1 could not start or did not stop", "130 a second signal");
  }

  @Test
  void helpNamesTheOptionsOfBothSpellings() {
    assertThat(run("serve", "--help")).isZero();
    assertThat(out.toString())
        .contains("--entry-script", "--entry_script", "--access_control_allow_origins", "--strict");
  }
}
