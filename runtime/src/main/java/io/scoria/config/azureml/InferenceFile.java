package io.scoria.config.azureml;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys of {@code inferenceconfig.json}, of both its generations. */
final class InferenceFile {
  private static final String LEGACY = "older form; ignored beside `environment`";

  static final Key<String> ENTRY_SCRIPT =
      Key.enforced(
          "entryScript",
          Kinds.TEXT,
          "the script, .py, .java or .jar, relative to sourceDirectory; `--entry-script` and"
              + " AZUREML_ENTRY_SCRIPT beat it");
  static final Key<String> SOURCE_DIRECTORY =
      Key.enforced(
          "sourceDirectory",
          Kinds.TEXT,
          "relative to the folder of the file; where the script and its modules lie");
  static final Key<String> RUNTIME =
      Key.cluster("runtime", Kinds.choice("python", "spark-py", "python-slim"), LEGACY);
  static final Key<String> CONDA_FILE =
      Key.noted("condaFile", Kinds.TEXT, "a note: no environment is built; " + LEGACY);
  static final Key<String> EXTRA_STEPS = Key.cluster("extraDockerfileSteps", Kinds.TEXT, LEGACY);
  static final Key<String> EXTRA_STEPS_TOO =
      Key.cluster("extraDockerFileSteps", Kinds.TEXT, "the other spelling of the same; " + LEGACY);
  static final Key<Boolean> ENABLE_GPU = Key.cluster("enableGpu", Kinds.BOOLEAN, LEGACY).or(false);
  static final Key<String> CUDA_VERSION =
      Key.cluster(
          "cudaVersion", Kinds.choice("9.0", "9.1", "10.0"), "9.1 with enableGpu; " + LEGACY);
  static final Key<String> BASE_IMAGE = Key.cluster("baseImage", Kinds.TEXT, LEGACY);
  static final Registry REGISTRY = new Registry("baseImageRegistry", "older form");
  static final Key<String> DESCRIPTION = Key.cluster("description", Kinds.TEXT, "");

  static final Key<String> NAME =
      Key.cluster(
          "environment.name",
          Kinds.TEXT,
          "one that begins with Microsoft or AzureML is a curated one, whose image is not had");
  static final Key<String> VERSION = Key.cluster("environment.version", Kinds.ANY, "");
  static final Key<Map<String, String>> VARIABLES =
      Key.enforced(
              "environment.environmentVariables",
              Kinds.STRINGS,
              "in the environment of the script; values are not shown")
          .hidden();
  static final Key<Boolean> USER_MANAGED =
      Key.cluster("environment.python.userManagedDependencies", Kinds.BOOLEAN, "").or(false);
  static final Key<String> INTERPRETER =
      Key.enforced(
          "environment.python.interpreterPath",
          Kinds.TEXT,
          "the interpreter of a Python script; `python`, which saved files say by themselves,"
              + " means the default; `--python` beats it");
  static final Key<String> CONDA_DEPENDENCIES_FILE =
      Key.noted(
          "environment.python.condaDependenciesFile",
          Kinds.TEXT,
          "a note: no environment is built");
  static final Key<String> CONDA_DEPENDENCIES =
      Key.noted(
              "environment.python.condaDependencies", Kinds.ANY, "a note: no environment is built")
          .hidden(); // addresses of packages may hold passwords
  static final Key<String> BASE_CONDA =
      Key.cluster("environment.python.baseCondaEnvironment", Kinds.TEXT, "");
  static final Key<Boolean> DOCKER =
      Key.cluster("environment.docker.enabled", Kinds.BOOLEAN, "").or(false);
  static final Key<String> DOCKER_IMAGE =
      Key.cluster("environment.docker.baseImage", Kinds.TEXT, "not with baseDockerfile");
  static final Key<String> DOCKERFILE =
      Key.cluster("environment.docker.baseDockerfile", Kinds.TEXT, "not with baseImage");
  static final Key<Boolean> SHARED_VOLUMES =
      Key.cluster("environment.docker.sharedVolumes", Kinds.BOOLEAN, "").or(true);
  static final Key<String> SHM_SIZE =
      Key.cluster("environment.docker.shmSize", Kinds.TEXT, "as in 2g");
  static final Key<String> ARGUMENTS =
      Key.cluster("environment.docker.arguments", Kinds.ANY, "a list of strings");
  static final Registry DOCKER_REGISTRY = new Registry("environment.docker.baseImageRegistry", "");
  static final Key<String> SPARK = Key.cluster("environment.spark", Kinds.ANY, "");
  static final Key<String> DATABRICKS = Key.cluster("environment.databricks", Kinds.ANY, "");
  static final Key<String> STACK_VERSION =
      Key.cluster("environment.inferencingStackVersion", Kinds.choice("latest"), "or null");

  /** The keys that an {@code environment} replaces. */
  static final List<Key<?>> REPLACED =
      List.of(
          RUNTIME,
          CONDA_FILE,
          EXTRA_STEPS,
          EXTRA_STEPS_TOO,
          ENABLE_GPU,
          CUDA_VERSION,
          BASE_IMAGE,
          REGISTRY.whole(),
          REGISTRY.address(),
          REGISTRY.username(),
          REGISTRY.password());

  static final KeyTable TABLE =
      new KeyTable(
          List.of(
              ENTRY_SCRIPT,
              SOURCE_DIRECTORY,
              RUNTIME,
              CONDA_FILE,
              EXTRA_STEPS,
              EXTRA_STEPS_TOO,
              ENABLE_GPU,
              CUDA_VERSION,
              BASE_IMAGE,
              REGISTRY.whole(),
              REGISTRY.address(),
              REGISTRY.username(),
              REGISTRY.password(),
              DESCRIPTION,
              NAME,
              VERSION,
              VARIABLES,
              USER_MANAGED,
              INTERPRETER,
              CONDA_DEPENDENCIES_FILE,
              CONDA_DEPENDENCIES,
              BASE_CONDA,
              DOCKER,
              DOCKER_IMAGE,
              DOCKERFILE,
              SHARED_VOLUMES,
              SHM_SIZE,
              ARGUMENTS,
              DOCKER_REGISTRY.whole(),
              DOCKER_REGISTRY.address(),
              DOCKER_REGISTRY.username(),
              DOCKER_REGISTRY.password(),
              SPARK,
              DATABRICKS,
              STACK_VERSION));

  /** A registry of images: an object of three keys, or its address alone. */
  record Registry(
      Key<String> whole, Key<String> address, Key<String> username, Key<String> password) {
    private Registry(String name, String effect) {
      this(
          Key.cluster(name, Kinds.TEXT, "an address, or the object of the following keys"),
          Key.cluster(name + ".address", Kinds.TEXT, effect),
          Key.cluster(name + ".username", Kinds.TEXT, effect),
          Key.cluster(name + ".password", Kinds.TEXT, effect).hidden());
    }
  }

  private InferenceFile() {}

  /** True for the name of an environment that the maker of the original keeps. */
  static boolean isCurated(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("microsoft") || lower.startsWith("azureml");
  }
}
