package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.AuthConfig;
import io.scoria.config.KeyConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the keys of a deployment configuration that this server acts on. */
class EnforcementTest {
  @TempDir private Path folder = Path.of("");

  private Setup setup(String keys) {
    return Setup.withModel(folder).deployment("{'computeType': 'aks', " + keys + "}");
  }

  private Setup setupOf(String type) {
    return Setup.withModel(folder).deployment("{'computeType': '" + type + "'}");
  }

  private AuthConfig keyFile() {
    return AuthConfig.of(KeyConfig.InFile.usual(folder.resolve("state/keys")));
  }

  @Test
  void theTypeDecidesWhetherKeysAreAskedForWhereNothingElseDoes() {
    for (String type : new String[] {"aks", "aksendpoint", "local"}) {
      assertThat(setupOf(type).serve().auth()).as(type).isEqualTo(keyFile());
    }
    assertThat(setupOf("aci").serve().auth()).isEqualTo(AuthConfig.OPEN);
    assertThat(setupOf("aci").from("auth")).isEqualTo("file d.json, key computeType");
    assertThat(Setup.withModel(folder).serve().auth()).isEqualTo(keyFile());
  }

  @Test
  void theFileDecidesAndTheOptionBeatsIt() {
    Setup open = setup("'authEnabled': false");
    assertThat(open.serve().auth()).isEqualTo(AuthConfig.OPEN);
    assertThat(open.from("auth")).isEqualTo("file d.json, key authEnabled");
    assertThat(open.option("--auth", "key").serve().auth()).isEqualTo(keyFile());
    assertThat(setup("'authEnabled': true").option("--auth", "none").serve().auth())
        .isEqualTo(AuthConfig.OPEN);
  }

  @Test
  void theOptionSettlesWhatTheFileLeavesOpen() {
    Setup both = setup("'authEnabled': true, 'tokenAuthEnabled': true");
    assertThat(both.problems()).hasSize(1);
    assertThat(both.option("--auth", "none").serve().auth()).isEqualTo(AuthConfig.OPEN);
    assertThat(both.option("--auth", "key").serve().auth()).isEqualTo(keyFile());
    AuthConfig tokens = both.option("--auth", "token").serve().auth();
    assertThat(tokens.keys()).isEmpty();
    assertThat(tokens.tokens()).isPresent();
    assertThat(both.from("auth")).isEqualTo("option --auth");
  }

  @Test
  void aServiceThatAsksForTokensIsNeverOpen() {
    Setup setup = setup("'tokenAuthEnabled': true");
    AuthConfig tokens = setup.serve().auth();
    assertThat(tokens.keys()).isEmpty();
    assertThat(tokens.tokens()).isPresent();
    assertThat(setup.from("auth")).isEqualTo("file d.json, key tokenAuthEnabled");
    assertThat(setup("'tokenAuthEnabled': true, 'authEnabled': false").serve().auth())
        .isEqualTo(tokens);
    assertThat(setup.option("--auth", "key").serve().auth()).isEqualTo(keyFile());
  }

  @Test
  void keysOfTheFileAreKeysOfTheServiceAndAreNeverShown() {
    Setup setup = setup("'keys': {'primaryKey': 'hunter1', 'secondaryKey': 'hunter2'}");
    assertThat(setup.serve().auth())
        .isEqualTo(
            AuthConfig.of(
                new KeyConfig.Given("hunter1", Optional.of("hunter2"), folder.resolve("d.json"))));
    Resolution resolution = setup.resolve();
    assertThat(
            resolution
                + ResolutionText.of(resolution)
                + ResolutionJson.of(resolution)
                + setup.shown("keys.primaryKey")
                + setup.shown("primary-key"))
        .contains("***")
        .doesNotContain("hunter1", "hunter2");
  }

  @Test
  void bothKeysAreShownFromOnePlace() {
    Setup setup = setup("'keys': {'primaryKey': 'one', 'secondaryKey': 'two'}");
    setup.env("SCORIA_PRIMARY_KEY", "three");
    assertThat(setup.from("primary-key")).isEqualTo("environment SCORIA_PRIMARY_KEY");
    assertThat(setup.shown("secondary-key").value()).isEqualTo("none");
    assertThat(Setup.withModel(folder).shown("primary-key").value()).isEqualTo("of the key file");
  }

  @Test
  void timesBoundCalls() {
    var execution = setup("'scoringTimeoutMs': 1000, 'maxQueueWaitMs': 20").serve().execution();
    assertThat(execution.scoringTimeoutMs()).isEqualTo(1000);
    assertThat(execution.maxQueueWaitMs()).isEqualTo(20);
  }

  @Test
  void concurrencyBoundsTheServerOnlyWhereTheFileGivesIt() {
    assertThat(setup("'numReplicas': 1").serve().execution().maxCallsInFlight()).isEqualTo(1000);
    Setup given = setup("'maxConcurrentRequestsPerContainer': 3");
    assertThat(given.serve().execution().maxCallsInFlight()).isEqualTo(3);
    assertThat(given.from("max-calls-in-flight"))
        .isEqualTo("file d.json, key maxConcurrentRequestsPerContainer");
    given.option("--max-calls-in-flight", "9");
    assertThat(given.serve().execution().maxCallsInFlight()).isEqualTo(9);
    assertThat(given.serve().execution().concurrentRequests()).hasValue(3);
    assertThat(setup("'numReplicas': 1").serve().execution().concurrentRequests()).isEmpty();
  }

  @Test
  void concurrencyBoundsAScriptAndNotTheServerAroundIt() {
    Setup setup =
        setup("'maxConcurrentRequestsPerContainer': 3")
            .file("score.py", "")
            .option("--entry-script", "score.py");
    assertThat(setup.serve().script().orElseThrow().maxCalls()).hasValue(3);
    assertThat(setup.serve().execution().maxCallsInFlight()).isEqualTo(1000);
    assertThat(setup.serve().execution().concurrentRequests()).hasValue(3);
  }

  @Test
  void resourcesAreAssumedOutsideAContainer() {
    Setup setup = setup("'containerResourceRequirements': {'cpu': 1.5, 'memoryInGB': 2}");
    var execution = setup.serve().execution();
    assertThat(execution.processors()).isEqualTo(2);
    assertThat(execution.loops()).isEqualTo(2);
    assertThat(execution.tensorBytes()).isEqualTo(256 << 20);
    assertThat(execution.maxQueueBytes()).isEqualTo(64 << 20);
    assertThat(setup.resolve().notes())
        .anyMatch(note -> note.endsWith("d.json gives 1.5 processors: 2 of 8 are used."))
        .anyMatch(
            note -> note.endsWith("gives 2.0 GB of memory: 268435456 bytes are for tensors."));
  }

  @Test
  void limitsAreAssumedInThePlaceOfRequestsAndNeverMoreThanTheMachineHas() {
    String keys =
        "'containerResourceRequirements': {'cpu': 1, 'cpuLimit': 3, 'memoryInGB': 1,"
            + " 'memoryInGBLimit': 4}";
    assertThat(setup(keys).serve().execution().processors()).isEqualTo(3);
    assertThat(setup(keys).serve().execution().tensorBytes()).isEqualTo(512 << 20);
    var large = setup("'containerResourceRequirements': {'cpu': 64, 'memoryInGB': 1e6}").serve();
    assertThat(large.execution().processors()).isEqualTo(8);
    assertThat(large.execution().tensorBytes()).isEqualTo(Setup.TENSOR_BYTES);
    assertThat(setup("'numReplicas': 1").serve().execution().processors()).isEqualTo(8);
  }

  @Test
  void aContainersOwnLimitsCountMore() {
    String keys = "'containerResourceRequirements': {'cpu': 1, 'memoryInGB': 1}";
    var limited = setup(keys).inContainer(true, true).serve().execution();
    assertThat(limited.processors()).isEqualTo(8);
    assertThat(limited.tensorBytes()).isEqualTo(Setup.TENSOR_BYTES);
    var unlimited = setup(keys).inContainer(false, false).serve().execution();
    assertThat(unlimited.processors()).isEqualTo(1);
    assertThat(unlimited.tensorBytes()).isEqualTo(128 << 20);
  }

  @Test
  void whatIsNotBuiltIsNoted() {
    assertThat(
            setup("'appInsightsEnabled': true, 'dataCollection': {'storageEnabled': true}")
                .resolve()
                .notes())
        .anyMatch(note -> note.contains("appInsightsEnabled is true, but"))
        .anyMatch(note -> note.contains("dataCollection.storageEnabled is true, but"));
  }
}
