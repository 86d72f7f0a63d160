package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deployment configuration may say, and what it is told where it may not. */
class DeploymentRulesTest {
  @TempDir private Path folder = Path.of("");

  private List<String> problems(String keys) {
    return Setup.withModel(folder).deployment("{'computeType': 'aks', " + keys + "}").problems();
  }

  private List<String> problemsOf(String type, String keys) {
    String text = "{'computeType': '" + type + "', " + keys + "}";
    return Setup.withModel(folder).deployment(text).problems();
  }

  @Test
  void everyProblemIsToldAtOnceWithFileKeyFoundAndAccepted() {
    assertThat(
            problems(
                "'scoringTimeoutMs': '60', 'authEnabled': 'true', 'numReplicas': 0,"
                    + " 'containerResourceRequirements': {'cpu': -1, 'memoryInGB': true},"
                    + " 'gpuCores': 1.5, 'keys': []"))
        .containsExactly(
            "d.json: scoringTimeoutMs: found \"60\" (a string); accepted: a whole number of"
                + " milliseconds, 1 or more",
            "d.json: authEnabled: found \"true\" (a string); accepted: true or false",
            "d.json: numReplicas: found 0 (a number); accepted: a whole number, 1 or more",
            "d.json: containerResourceRequirements.cpu: found -1 (a number); accepted: a number of"
                + " processors, more than 0",
            "d.json: containerResourceRequirements.memoryInGB: found true (a boolean); accepted: a"
                + " number of GB, more than 0",
            "d.json: gpuCores: found 1.5 (a number); accepted: a whole number, 0 or more",
            "d.json: keys: found a list; accepted: an object");
  }

  @Test
  void theTypeMustBeThereAndKnown() {
    Setup none = Setup.withModel(folder).deployment("{}");
    assertThat(none.problems())
        .containsExactly(
            "d.json: computeType: found nothing; accepted: one of aks, aksendpoint, aci, local");
    assertThat(problemsOf("eks", "'numReplicas': 1"))
        .containsExactly(
            "d.json: computeType: found \"eks\" (a string); accepted: one of aks, aksendpoint, aci,"
                + " local");
    assertThat(problemsOf("AKS", "'numReplicas': 1")).isEmpty();
    assertThat(Setup.withModel(folder).deployment("{'computeType': null}").problems())
        .singleElement()
        .asString()
        .contains("computeType: found nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "autoScaler.minReplicas",
        "autoScaler.maxReplicas",
        "autoScaler.refreshPeriodInSeconds",
        "autoScaler.targetUtilization",
        "scoringTimeoutMs",
        "maxConcurrentRequestsPerContainer",
        "maxQueueWaitMs",
        "numReplicas",
        "containerResourceRequirements.cpu",
        "containerResourceRequirements.memoryInGB",
        "containerResourceRequirements.cpuLimit",
        "containerResourceRequirements.memoryInGBLimit",
        "livenessProbeRequirements.periodSeconds",
        "livenessProbeRequirements.initialDelaySeconds",
        "livenessProbeRequirements.timeoutSeconds",
        "livenessProbeRequirements.successThreshold",
        "livenessProbeRequirements.failureThreshold"
      })
  void numbersAreMoreThanZero(String key) {
    assertThat(problems(nested(key, "0"))).anyMatch(text -> text.startsWith("d.json: " + key));
    assertThat(problems(nested(key, "-3"))).anyMatch(text -> text.startsWith("d.json: " + key));
    assertThat(problems(nested(key, "99999999999999999999")))
        .as("a number that is too large for every kind but decimals")
        .allMatch(text -> text.startsWith("d.json: ") && text.contains("accepted"));
  }

  @Test
  void graphicsProcessorsMayBeNoneAndFpgasComeInPairs() {
    assertThat(problems("'gpuCores': 0")).isEmpty();
    assertThat(problems("'gpuCores': -1")).hasSize(1);
    assertThat(problems("'containerResourceRequirements': {'fpga': 2, 'gpu': 0}")).isEmpty();
    assertThat(problems("'containerResourceRequirements': {'fpga': 3}"))
        .containsExactly(
            "d.json: containerResourceRequirements.fpga: found 3; accepted: a multiple of 2");
  }

  @ParameterizedTest
  @CsvSource({"cpu,cpuLimit,0.1", "memoryInGB,memoryInGBLimit,0.5"})
  void aLimitIsNotUnderTheRequest(String request, String limit, String documented) {
    String problem =
        "d.json: containerResourceRequirements.%s: found %s with containerResourceRequirements.%s"
            + " %s; accepted: at least containerResourceRequirements.%s";
    assertThat(problems(resources("'" + request + "': 2, '" + limit + "': 1.5")))
        .containsExactly(problem.formatted(limit, "1.5", request, "2.0", request));
    assertThat(problems(resources("'" + limit + "': 0.05")))
        .containsExactly(problem.formatted(limit, "0.05", request, documented, request));
    assertThat(problems(resources("'" + request + "': 2, '" + limit + "': 2"))).isEmpty();
  }

  @Test
  void replicasAreANumberOrTheAutoscalers() {
    assertThat(problems("'autoScaler': {'autoscaleEnabled': true}, 'numReplicas': 3"))
        .containsExactly(
            "d.json: numReplicas: found 3 with autoScaler.autoscaleEnabled true; accepted:"
                + " numReplicas, or the autoscaler");
    assertThat(problems("'autoScaler': {'autoscaleEnabled': false}"))
        .containsExactly(
            "d.json: numReplicas: found nothing with autoScaler.autoscaleEnabled false; accepted: a"
                + " whole number, 1 or more");
    assertThat(problems("'autoScaler': {'autoscaleEnabled': false}, 'numReplicas': 3")).isEmpty();
    assertThat(problems("'autoScaler': {}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"minReplicas", "maxReplicas", "refreshPeriodInSeconds", "targetUtilization"})
  void valuesOfTheAutoscalerNeedItOn(String key) {
    assertThat(problems("'autoScaler': {'" + key + "': 5}"))
        .containsExactly(
            "d.json: autoScaler."
                + key
                + ": found 5 without autoScaler.autoscaleEnabled; accepted: it with"
                + " autoScaler.autoscaleEnabled true");
    assertThat(
            problems(
                "'numReplicas': 1, 'autoScaler': {'autoscaleEnabled': false, '" + key + "': 5}"))
        .singleElement()
        .asString()
        .contains("autoScaler." + key + ": found 5 with it false");
    assertThat(problems("'autoScaler': {'autoscaleEnabled': true, '" + key + "': 5}")).isEmpty();
  }

  @Test
  void theLeastReplicasAreNotMoreThanTheMost() {
    assertThat(problems("'autoScaler': {'autoscaleEnabled': true, 'minReplicas': 11}"))
        .containsExactly(
            "d.json: autoScaler.minReplicas: found 11 with autoScaler.maxReplicas 10; accepted: at"
                + " most maxReplicas");
    assertThat(
            problems(
                "'autoScaler': {'autoscaleEnabled': true, 'minReplicas': 4, 'maxReplicas': 4}"))
        .isEmpty();
  }

  @Test
  void keysAndTokensExcludeEachOther() {
    assertThat(problems("'authEnabled': true, 'tokenAuthEnabled': true"))
        .contains(
            "d.json: tokenAuthEnabled: found true with authEnabled true; accepted: one of the two,"
                + " --auth key or --auth token to settle it, or both with --allow-both");
    assertThat(problemsOf("aci", "'tokenAuthEnabled': true"))
        .anyMatch(text -> text.contains("aci has no tokens"));
  }

  @ParameterizedTest
  @CsvSource({
    "aks,namespace,Models,false",
    "aks,namespace,-a,false",
    "aks,namespace,a-,false",
    "aks,namespace,ml-team-1,true",
    "aks,namespace,a,true",
    "aksendpoint,versionName,v1,false",
    "aksendpoint,versionName,1version,false",
    "aksendpoint,versionName,Version,false",
    "aksendpoint,versionName,version-,false",
    "aksendpoint,versionName,version-1,true"
  })
  void namesFollowTheirRules(String type, String key, String value, boolean fine) {
    List<String> problems = problemsOf(type, "'" + key + "': '" + value + "'");
    assertThat(problems).hasSize(fine ? 0 : 1);
    assertThat(problems).allMatch(text -> text.startsWith("d.json: " + key + ": found "));
  }

  @Test
  void namesHaveALongest() {
    assertThat(problems("'namespace': '" + "a".repeat(63) + "'")).isEmpty();
    assertThat(problems("'namespace': '" + "a".repeat(64) + "'")).hasSize(1);
    assertThat(problemsOf("aksendpoint", "'versionName': '" + "a".repeat(32) + "'")).isEmpty();
    assertThat(problemsOf("aksendpoint", "'versionName': '" + "a".repeat(33) + "'")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "0,0", "12.5,0", "100,0", "100.1,1"})
  void trafficIsAPercentage(String value, int problems) {
    assertThat(problemsOf("aksendpoint", "'trafficPercentile': " + value)).hasSize(problems);
  }

  @Test
  void anUnknownKeyIsAWarningWithTheNearestNameAndAProblemWithStrict() {
    String text = "{'computeType': 'aks', 'scoringTimeoutMS': 5, 'autoscaler': 1, 'zzz': {'a': 1}}";
    Resolution resolution = Setup.withModel(folder).deployment(text).resolve();
    assertThat(resolution.problems()).isEmpty();
    assertThat(resolution.warnings())
        .map(warning -> warning.replace(folder + "/", ""))
        .contains(
            "d.json: scoringTimeoutMS is ignored: it is not a key; did you mean scoringTimeoutMs?",
            "d.json: zzz is ignored: it is not a key");
    assertThat(resolution.serve().orElseThrow().execution().scoringTimeoutMs()).isEqualTo(60_000);

    assertThat(Setup.withModel(folder).deployment(text).strict().problems())
        .hasSize(3)
        .contains(
            "d.json: scoringTimeoutMS: found a key that is unknown; accepted: scoringTimeoutMs",
            "d.json: zzz: found a key that is unknown; accepted: a key that is known");
  }

  @Test
  void aKeyInTheWrongObjectIsNamedByItsPlace() {
    Resolution resolution =
        Setup.withModel(folder).deployment("{'computeType': 'aks', 'maxReplicas': 3}").resolve();
    assertThat(resolution.warnings())
        .singleElement()
        .asString()
        .endsWith("maxReplicas is ignored: it is not a key; did you mean autoScaler.maxReplicas?");
  }

  @Test
  void aKeyOfAnotherTypeIsIgnoredAndToldSo() {
    String text = "{'computeType': 'aci', 'scoringTimeoutMs': 7, 'location': 'westus'}";
    Resolution resolution = Setup.withModel(folder).deployment(text).resolve();
    assertThat(resolution.warnings())
        .singleElement()
        .asString()
        .endsWith("scoringTimeoutMs is ignored: a deployment of computeType aci has no such key");
    assertThat(resolution.serve().orElseThrow().execution().scoringTimeoutMs()).isEqualTo(60_000);
    assertThat(Setup.withModel(folder).deployment(text).strict().problems()).hasSize(1);
  }

  private static String resources(String keys) {
    return "'containerResourceRequirements': {" + keys + "}";
  }

  private static String nested(String key, String value) {
    int dot = key.indexOf('.');
    return dot < 0
        ? "'" + key + "': " + value
        : "'" + key.substring(0, dot) + "': {'" + key.substring(dot + 1) + "': " + value + "}";
  }
}
