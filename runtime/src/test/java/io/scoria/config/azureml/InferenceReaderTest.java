package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.EnvironmentConfig;
import io.scoria.config.ImageRegistry;
import io.scoria.config.InferenceConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceReaderTest {
  private static final Optional<String> NONE = Optional.empty();

  @TempDir private Path folder = Path.of("");

  private Setup setup(String text) {
    return Setup.withModel(folder).file("score.py", "").inference(text);
  }

  private InferenceConfig read(String text) {
    Resolution resolution = setup(text).strict().resolve();
    assertThat(resolution.problems()).isEmpty();
    return resolution.inference().orElseThrow();
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    assertThat(read("{}")).isEqualTo(InferenceConfig.defaults());
    assertThat(read("{'environment': {}}").environment()).contains(EnvironmentConfig.defaults());
  }

  @Test
  void everyKeyOfTheFlatFormIsKept() {
    InferenceConfig config =
        read(
            """
            {'entryScript': 'score.py', 'sourceDirectory': '.', 'runtime': 'python',
             'condaFile': 'myenv.yml', 'extraDockerfileSteps': 'steps', 'enableGpu': true,
             'cudaVersion': '10.0', 'baseImage': 'image:1', 'description': 'a model',
             'baseImageRegistry': {'address': 'a', 'username': 'b', 'password': 'c'}}
            """);

    assertThat(config)
        .isEqualTo(
            new InferenceConfig(
                Optional.of("score.py"),
                Optional.of("."),
                Optional.empty(),
                Optional.of("python"),
                Optional.of("myenv.yml"),
                Optional.of("steps"),
                true,
                Optional.of("10.0"),
                Optional.of("image:1"),
                new ImageRegistry(Optional.of("a"), Optional.of("b"), Optional.of("c")),
                Optional.of("a model")));
  }

  @Test
  void everyKeyOfAnEnvironmentIsKept() {
    InferenceConfig config =
        read(
            """
            {'entryScript': 'score.py',
             'environment': {'name': 'env', 'version': '3',
               'environmentVariables': {'A': 'b', 'N': 1},
               'python': {'userManagedDependencies': true, 'interpreterPath': 'bin/python',
                 'condaDependenciesFile': 'c.yml', 'condaDependencies': {'x': []},
                 'baseCondaEnvironment': 'base'},
               'docker': {'enabled': true, 'baseImage': 'image:1', 'sharedVolumes': false,
                 'shmSize': '2g', 'arguments': ['-v'], 'baseImageRegistry': 'a'},
               'spark': {'packages': []}, 'databricks': {'jarLibraries': []},
               'inferencingStackVersion': 'latest'}}
            """);

    assertThat(config.environment())
        .contains(
            new EnvironmentConfig(
                Optional.of("env"),
                Optional.of("3"),
                Map.of("A", "b", "N", "1"),
                true,
                Optional.of("bin/python"),
                Optional.of("c.yml"),
                Optional.of("{\"x\":[]}"),
                Optional.of("base"),
                true,
                Optional.of("image:1"),
                NONE,
                false,
                Optional.of("2g"),
                Optional.of("[\"-v\"]"),
                new ImageRegistry(Optional.of("a"), NONE, NONE),
                Optional.of("{\"packages\":[]}"),
                Optional.of("{\"jarLibraries\":[]}"),
                Optional.of("latest")));
  }

  @Test
  void bothSpellingsOfTheExtraStepsAreKnown() {
    for (String key : new String[] {"extraDockerfileSteps", "extraDockerFileSteps"}) {
      assertThat(read("{'" + key + "': 'steps'}").extraDockerfileSteps()).contains("steps");
    }
  }

  @Test
  void anEnvironmentReplacesTheFlatKeysWithAWarningForEach() {
    Resolution resolution =
        setup("{'environment': {'name': 'e'}, 'runtime': 'python', 'condaFile': 'c.yml'}")
            .resolve();
    assertThat(resolution.warnings())
        .hasSize(2)
        .anyMatch(text -> text.contains("runtime is ignored: environment is there"))
        .anyMatch(text -> text.contains("condaFile is ignored: environment is there"));
    assertThat(resolution.inference().orElseThrow().runtime()).isEmpty();
    assertThat(resolution.notes()).noneMatch(note -> note.contains("condaFile"));
  }

  @Test
  void packagesAreNotInstalledAndANoteSaysSo() {
    assertThat(setup("{'condaFile': 'c.yml'}").resolve().notes())
        .anyMatch(note -> note.contains("condaFile") && note.contains("no environment is built"));
    String python = "{'environment': {'python': {'condaDependencies': {'a': 'hunter2'}}}}";
    Setup setup = setup(python);
    assertThat(setup.resolve().notes())
        .anyMatch(note -> note.contains("environment.python.condaDependencies"));
    assertThat(setup.shown("environment.python.condaDependencies").value()).isEqualTo("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'entryScript': 3}",
        "{'sourceDirectory': ''}",
        "{'runtime': 'ruby'}",
        "{'enableGpu': 'true'}",
        "{'cudaVersion': '12.0'}",
        "{'baseImageRegistry': 3}",
        "{'environment': 'env'}",
        "{'environment': {'environmentVariables': ['A']}}",
        "{'environment': {'environmentVariables': {'A': {}}}}",
        "{'environment': {'python': {'userManagedDependencies': 1}}}",
        "{'environment': {'docker': {'baseImage': 'a', 'baseDockerfile': 'b'}}}",
        "{'environment': {'inferencingStackVersion': 'oldest'}}"
      })
  void whatIsNotAcceptedIsToldWithItsKey(String text) {
    List<String> problems = setup(text).problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).startsWith("i.json: ").contains(": found ", "; accepted: ");
  }

  @Test
  void anUnknownKeyHasTheNearestName() {
    assertThat(setup("{'entryscript': 'score.py'}").resolve().warnings())
        .singleElement()
        .asString()
        .endsWith("entryscript is ignored: it is not a key; did you mean entryScript?");
    assertThat(setup("{'entryscript': 'score.py'}").strict().problems())
        .containsExactly("i.json: entryscript: found a key that is unknown; accepted: entryScript");
  }

  @Test
  void yamlIsReadLikeJson() {
    Resolution resolution =
        Setup.withModel(folder)
            .file("app/score.py", "")
            .file("i.yml", "entryScript: score.py\nsourceDirectory: app\n")
            .option("--inference-config", "i.yml")
            .resolve();
    assertThat(resolution.serve().orElseThrow().script().orElseThrow().file())
        .isEqualTo(folder.resolve("app/score.py"));
  }
}
