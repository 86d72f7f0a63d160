package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.ScriptConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which entry script is run, and which model beside it. */
class ScriptResolutionTest {
  @TempDir private Path folder = Path.of("");

  private Setup setup() {
    return Setup.in(folder);
  }

  private static ScriptConfig script(Setup setup) {
    return setup.serve().script().orElseThrow();
  }

  @Test
  void theScriptOfAnInferenceConfigurationLiesInItsSourceFolder() {
    Setup setup =
        setup()
            .file("project/src/code/score.py", "")
            .file(
                "project/inferenceconfig.json",
                """
                {'entryScript': 'code/score.py', 'sourceDirectory': 'src',
                 'environment': {'environmentVariables': {'A': 'b'},
                   'python': {'interpreterPath': '../bin/python'}}}
                """)
            .option("--inference-config", "project/inferenceconfig.json");
    ScriptConfig script = script(setup);

    assertThat(script.file()).isEqualTo(folder.resolve("project/src/code/score.py"));
    assertThat(script.sourceDirectory()).isEqualTo(folder.resolve("project/src"));
    assertThat(script.appRoot()).isEqualTo(folder.resolve("project/src"));
    assertThat(script.environment()).isEqualTo(Map.of("A", "b"));
    assertThat(script.interpreter()).isEqualTo(folder.resolve("project/../bin/python").toString());
    assertThat(script.workers()).isEqualTo(1);
    assertThat(script.preload()).isFalse();
    assertThat(script.timeoutMs()).isEqualTo(3_600_000);
    assertThat(script.maxCalls()).isEmpty();
    assertThat(setup.serve().model()).isEmpty();
    assertThat(setup.serve().service().name()).isEqualTo("ml-service");
  }

  @Test
  void anOptionBeatsTheVariableAndTheVariableBeatsTheFile() {
    Setup setup =
        setup()
            .file("a.py", "")
            .file("b.py", "")
            .file("c.py", "")
            .inference("{'entryScript': 'a.py'}");
    assertThat(script(setup).file()).isEqualTo(folder.resolve("a.py"));
    assertThat(script(setup.env("AZUREML_ENTRY_SCRIPT", "b.py")).file())
        .isEqualTo(folder.resolve("b.py"));
    assertThat(script(setup.option("--entry-script", "c.py")).file())
        .isEqualTo(folder.resolve("c.py"));
    assertThat(setup.from("entry-script")).isEqualTo("option --entry-script");
  }

  @Test
  void aMissingScriptIsToldByItsWholePath() {
    assertThat(setup().inference("{'entryScript': 'a.py', 'sourceDirectory': 'src'}").problems())
        .containsExactly(
            "file i.json, key entryScript: found no file src/a.py; accepted: the path of an entry"
                + " script");
    assertThat(setup().env("AML_APP_ROOT", "app").env("AZUREML_ENTRY_SCRIPT", "x.py").problems())
        .singleElement()
        .asString()
        .contains("no file app/x.py");
  }

  @ParameterizedTest
  @ValueSource(strings = {"score.py", "Score.java", "score.jar"})
  void pythonAndJavaAreScripts(String name) {
    assertThat(script(setup().file(name, "").option("--entry-script", name)).file())
        .isEqualTo(folder.resolve(name));
  }

  @Test
  void nothingElseIsAScript() {
    assertThat(setup().file("score.R", "").option("--entry-script", "score.R").problems())
        .containsExactly(
            "option --entry-script: found score.R; accepted: a file that ends in .py, .java or"
                + " .jar");
  }

  @Test
  void theUsualFilesOfAModelFolderAreFoundAndToldOf() {
    Setup setup =
        setup()
            .file("model/score.py", "")
            .file("model/deploymentconfig.yml", "computeType: aks\nscoringTimeoutMs: 7\n")
            .option("MODEL_DIR", "model");
    assertThat(script(setup).file()).isEqualTo(folder.resolve("model/score.py"));
    assertThat(setup.serve().execution().scoringTimeoutMs()).isEqualTo(7);
    assertThat(setup.resolve().notes())
        .anyMatch(note -> note.endsWith("model/score.py."))
        .anyMatch(note -> note.endsWith("model/deploymentconfig.yml."));
    assertThat(setup.from("entry-script")).isEqualTo("found by its name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inferenceconfig.json",
        "inferenceconfig.yml",
        "inferenceconfig.yaml",
        "inference_config.json",
        "inference_config.yml"
      })
  void anInferenceConfigurationIsFoundByItsName(String name) {
    Setup setup = setup().file("m/other.py", "").file("m/" + name, "{'entryScript': 'other.py'}");
    assertThat(script(setup.option("--model-dir", "m")).file())
        .isEqualTo(folder.resolve("m/other.py"));
  }

  @Test
  void filesBesideTheEntryScriptAreFoundToo() {
    Setup setup =
        setup()
            .file("s/score.py", "")
            .file("s/deployment_config_aks.yml", "computeType: aks\nmaxQueueWaitMs: 9\n")
            .option("--entry-script", "s/score.py");
    assertThat(setup.serve().execution().maxQueueWaitMs()).isEqualTo(9);
  }

  @Test
  void twoFilesOfUsualNamesAreAProblemUnlessOneIsNamed() {
    Setup setup =
        Setup.withModel(folder)
            .file("model/deployment_config_aks.yml", "computeType: aks\n")
            .file("model/deployment_config_aci.yml", "computeType: aci\n");
    assertThat(setup.problems())
        .containsExactly(
            "model: found deployment_config_aci.yml, deployment_config_aks.yml; accepted: one of"
                + " them, or --deploy-config FILE");
    setup.option("--deploy-config", "model/deployment_config_aks.yml");
    assertThat(setup.problems()).isEmpty();
  }

  @Test
  void aModelIsLoadedBesideAScriptWhereTheFolderHoldsExactlyOne() {
    Setup setup = setup().file("m/score.py", "").file("m/weights.bin", "").option("MODEL_DIR", "m");
    assertThat(setup.serve().model()).isEmpty();
    assertThat(script(setup).modelDir()).isEqualTo(folder.resolve("m"));
    setup.file("m/a.onnx", "");
    assertThat(setup.serve().model()).contains(folder.resolve("m"));
    setup.file("m/b.onnx", "");
    assertThat(setup.serve().model()).isEmpty();
  }

  @Test
  void anOnnxFileCanBeTheModelOfAScript() {
    Setup setup =
        setup()
            .file("m/a.onnx", "")
            .file("score.py", "")
            .option("MODEL_DIR", "m/a.onnx")
            .option("--entry-script", "score.py");
    assertThat(setup.serve().model()).contains(folder.resolve("m/a.onnx"));
    assertThat(script(setup).modelDir()).isEqualTo(folder.resolve("m"));
  }

  @Test
  void aModelFolderOfAScriptMustBeThere() {
    Setup setup = setup().file("score.py", "").option("--entry-script", "score.py");
    assertThat(setup.problems()).isEmpty();
    assertThat(setup.env("AZUREML_MODEL_DIR", "nowhere").problems())
        .containsExactly(
            "environment AZUREML_MODEL_DIR: found no folder nowhere; accepted: a model folder");
  }

  @Test
  void withNeitherModelNorScriptItIsSaidWhatToGive() {
    assertThat(setup().problems())
        .singleElement()
        .asString()
        .startsWith("MODEL_DIR: found no model and no entry script; accepted: MODEL_DIR")
        .contains("--entry-script", "SCORIA_MODEL_DIR", "AZUREML_ENTRY_SCRIPT");
  }

  @Test
  void mainPyOfTheAppRootIsTheScriptWhereNoneIsNamed() {
    Setup setup = setup().file("app/main.py", "").env("AML_APP_ROOT", "app");
    assertThat(script(setup).file()).isEqualTo(folder.resolve("app/main.py"));
  }

  @Test
  void aScriptOfTheSourceFolderIsFoundByTheVariables() {
    Setup setup =
        setup()
            .file("app/src/score.py", "")
            .env("AML_APP_ROOT", "app")
            .env("AZUREML_SOURCE_DIRECTORY", "src")
            .env("AZUREML_ENTRY_SCRIPT", "score.py");
    assertThat(script(setup).file()).isEqualTo(folder.resolve("app/src/score.py"));
  }

  @Test
  void theInterpreterPythonThatSavedFilesNameMeansTheDefault() {
    Setup setup =
        setup()
            .file("score.py", "")
            .inference(
                "{'entryScript': 'score.py',"
                    + " 'environment': {'python': {'interpreterPath': 'python'}}}");
    assertThat(script(setup).interpreter()).isEqualTo("python3");
    assertThat(script(setup.option("--python", "python")).interpreter()).isEqualTo("python");
  }

  @Test
  void aWorkersTimeoutBoundsARunOnlyWhereItIsGiven() {
    Setup setup = setup().file("score.py", "").option("--entry-script", "score.py");
    assertThat(script(setup).timeoutMs()).isEqualTo(3_600_000);
    assertThat(script(setup.env("WORKER_TIMEOUT", "300")).timeoutMs()).isEqualTo(300_000);
    assertThat(script(setup.env("SCORING_TIMEOUT_MS", "1000")).timeoutMs()).isEqualTo(1000);
    assertThat(script(setup.env("WORKER_TIMEOUT", "0")).timeoutMs()).isEqualTo(1000);
    assertThat(setup.env("WORKER_TIMEOUT", "2147483647").problems()).isEmpty();
  }

  @Test
  void aPathOfAnInterpreterIsOfTheCurrentFolder() {
    Setup setup = setup().file("app/score.py", "").option("--entry-script", "app/score.py");

    assertThat(script(setup.option("--python", "bin/python")).interpreter())
        .isEqualTo(folder.resolve("bin/python").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no/python", "nopython"})
  void anInterpreterThatIsNotThereIsAProblem(String name) {
    Setup setup = setup().file("score.py", "").option("--entry-script", "score.py");

    assertThat(setup.option("--python", name).problems())
        .singleElement()
        .asString()
        .startsWith("option --python: found no Python interpreter " + name)
        .contains("PATH");
  }

  @Test
  void variablesOfTheEnvironmentObjectConfigureTheServerToo() {
    Setup setup =
        setup()
            .file("score.py", "")
            .inference(
                "{'entryScript': 'score.py', 'environment': {'name': 'AzureML-x',"
                    + " 'environmentVariables': {'WORKER_COUNT': '3', 'SCORING_TIMEOUT_MS': '9'}}}");

    assertThat(script(setup).workers()).isEqualTo(3);
    assertThat(script(setup).timeoutMs()).isEqualTo(9);
    assertThat(setup.from("workers"))
        .isEqualTo("file environment.environmentVariables, key WORKER_COUNT");
    assertThat(setup.resolve().warnings()).anyMatch(text -> text.contains("curated"));
    assertThat(script(setup.env("WORKER_COUNT", "2")).workers()).isEqualTo(2);
  }

  @Test
  void anAppRootThatIsNotThereIsAProblem() {
    Setup setup = setup().file("score.py", "").option("--entry-script", "score.py");

    assertThat(setup.env("AML_APP_ROOT", "nowhere").problems())
        .anyMatch(text -> text.contains("AML_APP_ROOT") && text.contains("no f"));
  }
}
