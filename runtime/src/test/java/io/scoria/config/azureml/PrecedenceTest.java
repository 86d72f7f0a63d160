package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.ConnectionLimits;
import io.scoria.config.DrainConfig;
import io.scoria.config.HttpLimits;
import io.scoria.config.HttpTimes;
import io.scoria.config.ServeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option beats the environment, which beats a file, which beats the default. */
class PrecedenceTest {
  @TempDir private Path folder = Path.of("");

  private Setup setup() {
    return Setup.withModel(folder);
  }

  @Test
  void aPortComesFromTheNearestOfItsSources() {
    Setup setup = setup();
    Function<Setup, Integer> port = it -> it.serve().scoring().port();
    assertThat(port.apply(setup)).isEqualTo(5001);
    assertThat(setup.from("port")).isEqualTo("default");
    setup.deployment("{'computeType': 'local', 'port': 5002}");
    assertThat(port.apply(setup)).isEqualTo(5002);
    assertThat(setup.from("port")).isEqualTo("file d.json, key port");
    setup.file("c.json", "{'SERVER_PORT': 5003}").option("--config-file", "c.json");
    assertThat(port.apply(setup)).isEqualTo(5003);
    assertThat(setup.from("port")).isEqualTo("file c.json, key SERVER_PORT");
    setup.env("SERVER_PORT", "5004");
    assertThat(port.apply(setup)).isEqualTo(5004);
    assertThat(setup.from("port")).isEqualTo("environment SERVER_PORT");
    setup.option("--port", "5005");
    assertThat(port.apply(setup)).isEqualTo(5005);
    assertThat(setup.from("port")).isEqualTo("option --port");
  }

  @Test
  void withoutAnythingEverySettingHasItsDefault() {
    ServeConfig config = setup().serve();

    assertThat(config.model()).contains(folder.resolve("model"));
    assertThat(config.script()).isEmpty();
    assertThat(config.scoring().host()).isEqualTo("127.0.0.1");
    assertThat(config.management()).isEmpty();
    assertThat(config.health()).isEmpty();
    assertThat(config.service().name()).isEqualTo("model");
    assertThat(config.service().workspace()).isEmpty();
    assertThat(config.service().pathPrefix()).isEmpty();
    assertThat(config.service().version()).isEqualTo("1.0");
    assertThat(config.service().serverVersion()).contains("scoria/test");
    assertThat(config.service().corsOrigins()).isEmpty();
    assertThat(config.limits()).isEqualTo(HttpLimits.defaults());
    assertThat(config.execution().processors()).isEqualTo(8);
    assertThat(config.execution().maxCallsInFlight()).isEqualTo(1000);
    assertThat(config.execution().tensorBytes()).isEqualTo(Setup.TENSOR_BYTES);
    assertThat(config.execution().maxQueueBytes()).isEqualTo(Setup.TENSOR_BYTES / 4);
    assertThat(config.execution().scoringTimeoutMs()).isEqualTo(60_000);
    assertThat(config.execution().maxQueueWaitMs()).isEqualTo(500);
    assertThat(config.execution().calibrationMs()).isEqualTo(2000);
    assertThat(config.stateFolder()).contains(folder.resolve("state"));
  }

  @Test
  void everyOptionIsActedOn() {
    ServeConfig config =
        setup()
            .option("--host", "::1")
            .option("--management-port", "1")
            .option("--health-port", "2")
            .option("--auth", "none")
            .option("--service-name", "flowers")
            .option("--cors-origins", "https://a.example, http://b.example:8080")
            .option("--max-body-bytes", "4")
            .option("--max-request-line-bytes", "20")
            .option("--max-header-bytes", "21")
            .option("--max-headers", "22")
            .option("--max-connections", "23")
            .option("--max-connections-per-address", "24")
            .option("--max-requests-per-connection", "25")
            .option("--header-timeout-ms", "26")
            .option("--body-window-ms", "27")
            .option("--min-body-rate", "0")
            .option("--idle-timeout-ms", "28")
            .option("--write-stall-ms", "29")
            .option("--drain-delay", "30ms")
            .option("--drain-timeout", "31ms")
            .option("--max-calls-in-flight", "5")
            .option("--max-queue-bytes", "6")
            .option("--scoring-timeout-ms", "7")
            .option("--max-queue-wait-ms", "8")
            .option("--calibration-ms", "0")
            .option("--instances", "9")
            .option("--intra-op-threads", "10")
            .option("--max-batch-rows", "11")
            .option("--tick", "off")
            .serve();

    assertThat(config.scoring().host()).isEqualTo("::1");
    assertThat(config.management().orElseThrow().listener().port()).isEqualTo(1);
    assertThat(config.health().orElseThrow().port()).isEqualTo(2);
    assertThat(config.auth()).isEqualTo(io.scoria.config.AuthConfig.OPEN);
    assertThat(config.service().name()).isEqualTo("flowers");
    assertThat(config.service().corsOrigins())
        .containsExactly("https://a.example", "http://b.example:8080");
    assertThat(config.limits())
        .isEqualTo(
            new HttpLimits(
                4,
                20,
                21,
                22,
                new ConnectionLimits(OptionalInt.of(23), OptionalInt.of(24), OptionalInt.of(25)),
                new HttpTimes(26, 27, 0, 28, 29)));
    assertThat(config.drain()).isEqualTo(new DrainConfig(30, 31));
    assertThat(config.execution().maxCallsInFlight()).isEqualTo(5);
    assertThat(config.execution().maxQueueBytes()).isEqualTo(6);
    assertThat(config.execution().scoringTimeoutMs()).isEqualTo(7);
    assertThat(config.execution().maxQueueWaitMs()).isEqualTo(8);
    assertThat(config.execution().calibrationMs()).isZero();
    assertThat(config.execution().overrides().describe())
        .isEqualTo("instances 9, intra-op-threads 10, max-batch-rows 11, tick off");
  }

  @Test
  void everyVariableIsActedOn() {
    ServeConfig config =
        Setup.in(folder)
            .file("app/src/score.py", "")
            .file("models/x.bin", "")
            .env("AML_APP_ROOT", "app")
            .env("AZUREML_SOURCE_DIRECTORY", "src")
            .env("AZUREML_ENTRY_SCRIPT", "src/score.py")
            .env("AZUREML_MODEL_DIR", "models")
            .env("SERVICE_NAME", "flowers")
            .env("WORKSPACE_NAME", "garden")
            .env("SERVICE_PATH_PREFIX", "prefix/")
            .env("SERVICE_VERSION", "2.0")
            .env("SCORING_TIMEOUT_MS", "1000")
            .env("WORKER_COUNT", "2")
            .env("WORKER_PRELOAD", "true")
            .env("SERVER_PORT", "8080")
            .env("HEALTH_PORT", "8081")
            .env("SEPERATE_HEALTH_ENDPOINT", "true")
            .env("AML_CORS_ORIGINS", "*")
            .env("HTTP_X_MS_SERVER_VERSION", "mine/1")
            .env("SCORIA_HOST", "::")
            .serve();

    var script = config.script().orElseThrow();
    assertThat(script.appRoot()).isEqualTo(folder.resolve("app"));
    assertThat(script.sourceDirectory()).isEqualTo(folder.resolve("app/src"));
    assertThat(script.file()).isEqualTo(folder.resolve("app/src/score.py"));
    assertThat(script.modelDir()).isEqualTo(folder.resolve("models"));
    assertThat(script.timeoutMs()).isEqualTo(1000);
    assertThat(script.workers()).isEqualTo(2);
    assertThat(script.preload()).isTrue();
    assertThat(config.model()).isEmpty();
    assertThat(config.service().name()).isEqualTo("flowers");
    assertThat(config.service().workspace()).isEqualTo("garden");
    assertThat(config.service().pathPrefix()).isEqualTo("/prefix");
    assertThat(config.service().version()).isEqualTo("2.0");
    assertThat(config.service().serverVersion()).contains("mine/1");
    assertThat(config.service().corsOrigins()).containsExactly("*");
    assertThat(config.scoring().host()).isEqualTo("::");
    assertThat(config.scoring().port()).isEqualTo(8080);
    assertThat(config.health().orElseThrow().port()).isEqualTo(8081);
  }

  @ParameterizedTest
  @CsvSource({
    "WORKER_COUNT,two",
    "WORKER_COUNT,0",
    "SERVER_PORT,tcp://10.0.0.1:80",
    "SERVER_PORT,65536",
    "HEALTH_PORT,-1",
    "SCORING_TIMEOUT_MS,1.5",
    "WORKER_TIMEOUT,-1",
    "WORKER_PRELOAD,maybe",
    "SEPERATE_HEALTH_ENDPOINT,2",
    "SERVICE_PATH_PREFIX,a b",
    "AML_CORS_ORIGINS,example.org",
    "AML_APP_INSIGHTS_ENABLED,perhaps",
    "SERVER_VERSION_LOG_RESPONSE_ENABLED,perhaps"
  })
  void aVariableThatIsWrongIsAProblem(String name, String value) {
    assertThat(setup().env(name, value).problems())
        .singleElement()
        .asString()
        .startsWith("environment: " + name + ": found \"" + value + "\"; accepted: ");
  }

  @Test
  void theOptionsOfTheOriginalAreKnownBesideOurOwn() {
    for (String[] pair :
        new String[][] {
          {"--entry-script", "--entry_script"},
          {"--model-dir", "--model_dir"},
          {"--port", "--port"},
          {"--health-port", "--health_port"},
          {"--workers", "--worker_count"},
          {"--appinsights-instrumentation-key", "--appinsights_instrumentation_key"},
          {"--cors-origins", "--access_control_allow_origins"},
          {"--config-file", "--config_file"}
        }) {
      assertThat(Settings.ALL)
          .anyMatch(setting -> setting.options().containsAll(List.of(pair[0], pair[1])));
    }
  }

  @Test
  void twoNamesOfOneOptionAreAProblem() {
    assertThat(setup().option("--model-dir", "other").problems())
        .contains("--model-dir: found MODEL_DIR too; accepted: one of the two");
  }

  @Test
  void anEmptyVariableIsNotSet() {
    assertThat(setup().env("WORKER_COUNT", "").env("SERVER_PORT", "").serve().scoring().port())
        .isEqualTo(5001);
  }

  @Test
  void inKubernetesItListensEverywhere() {
    Setup setup = setup().env("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    assertThat(setup.serve().scoring().host()).isEqualTo("0.0.0.0");
    assertThat(setup.from("host")).isEqualTo("default in Kubernetes");
    assertThat(setup.env("SCORIA_HOST", "127.0.0.1").serve().scoring().host())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void theHealthPortIsOpenedWhereItIsAskedFor() {
    assertThat(setup().env("HEALTH_PORT", "7").serve().health()).isEmpty();
    assertThat(
            setup().env("SEPERATE_HEALTH_ENDPOINT", "True").serve().health().orElseThrow().port())
        .isEqualTo(5000);
    assertThat(setup().option("--health-port", "9").serve().health().orElseThrow().port())
        .isEqualTo(9);
  }

  @Test
  void twoListenersHaveTwoPorts() {
    assertThat(setup().option("--port", "7").option("--management-port", "7").problems())
        .containsExactly("--port and --management-port: found both 7; accepted: two ports");
    assertThat(setup().option("--health-port", "5001").problems()).hasSize(1);
    assertThat(setup().option("--port", "0").option("--management-port", "0").problems()).isEmpty();
  }

  @Test
  void aServiceIsCalledAsItsRuleAllows() {
    assertThat(Setup.in(folder).file("M_1/model.onnx", "").option("MODEL_DIR", "M_1").serve())
        .extracting(config -> config.service().name())
        .isEqualTo("ml-service");
    assertThat(setup().option("--service-name", "My Service").problems())
        .singleElement()
        .asString()
        .startsWith("--service-name: found \"My Service\"; accepted: 3 to 32");
    Resolution free = setup().env("SERVICE_NAME", "ML service").resolve();
    assertThat(free.serve().orElseThrow().service().name()).isEqualTo("model");
    assertThat(free.warnings())
        .singleElement()
        .asString()
        .contains("environment SERVICE_NAME is \"ML service\"", "the service is called model");
  }

  @Test
  void theServerVersionCanBeLeftOut() {
    Setup setup = setup().env("SERVER_VERSION_LOG_RESPONSE_ENABLED", "false");
    assertThat(setup.serve().service().serverVersion()).isEmpty();
  }

  @Test
  void whatHasNoEffectHasOneNoteEach() {
    Resolution resolution =
        setup()
            .env("AML_APP_INSIGHTS_ENABLED", "true")
            .env("AML_APP_INSIGHTS_KEY", "hunter2")
            .env("APP_INSIGHTS_LOG_RESPONSE_ENABLED", "true")
            .env("AML_MODEL_DC_STORAGE_ENABLED", "true")
            .env("AZUREML_DEBUG_PORT", "5678")
            .resolve();
    assertThat(resolution.problems()).isEmpty();
    assertThat(resolution.notes()).hasSize(5).allMatch(note -> note.contains("has no effect"));
    assertThat(resolution.notes().toString() + resolution.shown()).doesNotContain("hunter2");
    assertThat(setup().env("AML_APP_INSIGHTS_ENABLED", "false").resolve().notes()).isEmpty();
  }

  @Test
  void configJsonIsReadWhereItIsNamedOrFound() {
    Setup named = setup().file("c.json", "{'SERVER_PORT': '7', 'SERVER_PROT': 8}");
    named.env("AZUREML_CONFIG_FILE", "c.json");
    assertThat(named.serve().scoring().port()).isEqualTo(7);
    assertThat(named.resolve().warnings())
        .singleElement()
        .asString()
        .endsWith("SERVER_PROT is ignored: it is not a key; did you mean SERVER_PORT?");
    assertThat(named.strict().problems()).hasSize(1);

    Setup inRoot = setup().file("app/config.json", "{'WORKER_COUNT': 'two'}");
    assertThat(inRoot.env("AML_APP_ROOT", "app").problems())
        .containsExactly(
            "app/config.json: WORKER_COUNT: found \"two\"; accepted: a whole number of processes,"
                + " 1 or more");

    Setup beside = setup().file("s/score.py", "").file("s/config.json", "{'SERVER_PORT': 9}");
    assertThat(beside.option("--entry-script", "s/score.py").serve().scoring().port()).isEqualTo(9);
  }

  @Test
  void aConfigJsonOfAnotherProgramIsLeftAlone() {
    Resolution resolution =
        setup()
            .file("model/config.json", "{'model_type': 'bert'}")
            .file("model/score.py", "")
            .strict()
            .resolve();
    assertThat(resolution.problems()).isEmpty();
    assertThat(resolution.notes()).anyMatch(note -> note.contains("config.json is not read"));
  }
}
