package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.PolicyOverrides;
import io.scoria.tensor.ElementType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What calibration would choose can be given, and what was measured is remembered for just that.
 */
class OverridesIT {
  private static final int ENOUGH_MS = 800; // to see that iris is small, whatever else goes on
  private static final OptionalInt FREE = OptionalInt.empty();
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  @TempDir private Path home = Path.of("");

  @Test
  void optionsOfTheCommandLineReachTheModel() {
    String[] options = {
      "--instances=1",
      "--intra-op-threads=2",
      "--max-batch-rows=16",
      "--tick=off",
      "--auth=none",
      "--management-port=0"
    };
    try (ServerProcess server = ServerProcess.in(home).serve(TestData.model("iris"), options);
        RawClient client = new RawClient(server.port())) {
      assertThat(client.score(BODY).status()).isEqualTo(200);
      String given = "given: instances 1, intra-op-threads 2, max-batch-rows 16, tick off";
      assertThat(server.stdout())
          .anySatisfy(line ->
              assertThat(line)
                  .startsWith("  decision: instances: 1 x 2 threads, batch 16: ")
                  .endsWith(given));
      String management = server.from("Management: ", 1).getFirst();
      String port = management.substring(management.lastIndexOf(':') + 1).strip();
      try (RawClient admin = new RawClient(Integer.parseInt(port))) {
        assertThat(admin.send("GET /admin/models HTTP/1.1\r\nHost: t\r\n\r\n").read().text())
            .contains(given, "\"instances\":1", "\"intraOpThreads\":2", "\"maxTickRows\":0")
            .contains("\"maxBatchRows\":16", "\"batched\":true");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--instances=0, 'found \"0\"; accepted: a whole number, from 1 to 1024'",
    "--intra-op-threads=-2, 'found \"-2\"; accepted: a whole number, from 1 to 1024'",
    "--max-batch-rows=0, 'found \"0\"; accepted: a whole number, from 1 to 1048576'"
  })
  void aValueOutOfRangeIsRefusedByName(String option, String message) {
    try (ServerProcess server = ServerProcess.in(home).serve(TestData.model("iris"), option)) {
      assertThat(server.exitStatus()).isEqualTo(2);
      assertThat(server.stderr())
          .containsExactly("scoria: " + option.split("=", 2)[0] + ": " + message);
    }
  }

  @ParameterizedTest
  @CsvSource({"--tick=maybe, 'auto, off'", "--instances=many, whole number"})
  void aValueThatIsNoneIsRefusedWithWhatWouldBe(String option, String accepted) {
    String value = option.substring(option.indexOf('=') + 1);
    try (ServerProcess server = ServerProcess.in(home).serve(TestData.model("iris"), option)) {
      assertThat(server.exitStatus()).isEqualTo(2);
      assertThat(server.stderr().getFirst()).contains(option.split("=", 2)[0], value, accepted);
    }
  }

  @Test
  void withoutCalibrationGivenRowsAreJoinedAndThoseThatDependAreNot() {
    Path independent =
        TinyModel.identity(ElementType.FLOAT, "n", "2").writeTo(home.resolve("independent"));
    Path dependent =
        new TinyModel(13)
            .input("x", ElementType.FLOAT, "n", "1", "1", "2")
            .node("MeanVarianceNormalization", List.of("x"), List.of("y"))
            .output("y", ElementType.FLOAT, "n", "1", "1", "2")
            .writeTo(home.resolve("dependent"));
    assertThat(unmeasured(independent)).contains("\"batched\":true", "\"maxBatchRows\":8");
    assertThat(unmeasured(dependent)).contains("\"batched\":false", "unbatched: rows are");
  }

  private static String unmeasured(Path model) {
    PolicyOverrides given = new PolicyOverrides(FREE, FREE, OptionalInt.of(8), true);
    try (TestServer server =
        TestServer.configure(model).calibrationMs(0).overrides(given).withManagement().start()) {
      return server.models();
    }
  }

  @Test
  void aRestartIsReadyWithoutCalibratingAndAsMeasuredBefore() {
    Steps first = start(PolicyOverrides.NONE);
    Steps again = start(PolicyOverrides.NONE);
    assertThat(first.lines()).anyMatch(line -> line.contains("calibrating"));
    assertThat(again.lines())
        .noneMatch(line -> line.contains("calibrating"))
        .anyMatch(line -> line.startsWith("  measured at an earlier start"));
    assertThat(again.decision()).isEqualTo(first.decision());
  }

  @Test
  void whatWasMeasuredUnderOtherOverridesIsNotRemembered() {
    PolicyOverrides noTicks = new PolicyOverrides(FREE, FREE, FREE, false);
    start(PolicyOverrides.NONE);
    Steps other = start(noTicks);
    assertThat(other.lines()).anyMatch(line -> line.contains("calibrating"));
    assertThat(other.decision()).startsWith("  decision: instances");
    assertThat(start(noTicks).decision()).isEqualTo(other.decision());
    assertThat(start(PolicyOverrides.NONE).decision()).startsWith("  decision: tick");
  }

  private record Steps(List<String> lines) {
    String decision() {
      return lines.stream()
          .filter(line -> line.startsWith("  decision: "))
          .findFirst()
          .orElseThrow();
    }
  }

  /** What a server of this state folder tells while it starts; it scores, and is stopped. */
  private Steps start(PolicyOverrides given) {
    List<String> lines = new ArrayList<>();
    try (TestServer server =
        TestServer.configure(TestData.model("iris"))
            .overrides(given)
            .calibrationMs(ENOUGH_MS)
            .stateFolder(home)
            .progress(lines::add)
            .start()) {
      assertThat(server.score(BODY).status()).isEqualTo(200);
    }
    return new Steps(lines);
  }
}
