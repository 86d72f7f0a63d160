package io.scoria.config.azureml;

import io.scoria.config.ScriptConfig;
import java.util.List;

/** How an entry script is run. In the order of the help. */
final class ScriptOptions {
  static final Setting<Integer> WORKERS =
      Setting.of(
              "workers",
              Kinds.whole(1, "processes"),
              "Processes of a Python entry script. Default: WORKER_COUNT, else "
                  + ScriptConfig.DEFAULT_WORKERS
                  + ".")
          .option("N", "--workers", "--worker_count", "--worker-count")
          .variable("WORKER_COUNT");
  static final Setting<String> PYTHON =
      Setting.of(
              "python",
              Kinds.TEXT,
              "Interpreter of a Python entry script. Default: interpreterPath of the inference"
                  + " configuration, else "
                  + ScriptConfig.DEFAULT_INTERPRETER
                  + ".")
          .option("FILE", "--python")
          .in(InferenceFile.INTERPRETER);
  static final Setting<Boolean> PRELOAD =
      Setting.of(
              "worker-preload",
              Kinds.BOOLEAN,
              "Load the script once and fork the workers then. Default: false.")
          .variable("WORKER_PRELOAD");
  static final Setting<Integer> SCRIPT_TIMEOUT =
      Setting.of(
              "script-timeout-ms",
              Kinds.whole(1, "milliseconds"),
              "The most that run() of a script may take. Default: "
                  + ScriptConfig.DEFAULT_TIMEOUT_MS
                  + ".")
          .variable("SCORING_TIMEOUT_MS");
  static final Setting<Integer> WORKER_TIMEOUT =
      Setting.of(
              "worker-timeout-s",
              Kinds.whole(0, "seconds"),
              "Where given, another bound of run(); 0 for none. Default: none (the original: 300).")
          .variable("WORKER_TIMEOUT");
  static final Setting<Integer> SCRIPT_CALLS =
      Setting.of(
              "script-max-calls",
              Kinds.whole(1, "calls"),
              "Calls in flight that a script may have. Default: as many as it has workers.")
          .in(DeploymentFile.MAX_CONCURRENT);
  static final Setting<String> APP_ROOT =
      Setting.of(
              "app-root",
              Kinds.TEXT,
              "The working folder of a script. Default: the source folder of the inference"
                  + " configuration that names it, else the current folder.")
          .variable("AML_APP_ROOT");
  static final Setting<String> SOURCE_DIRECTORY =
      Setting.of(
              "source-directory",
              Kinds.TEXT,
              "Where modules of a script lie, relative to AML_APP_ROOT. Default: sourceDirectory of"
                  + " the inference configuration, else the folder of the script.")
          .variable("AZUREML_SOURCE_DIRECTORY")
          .in(InferenceFile.SOURCE_DIRECTORY);

  static final List<Setting<?>> ALL =
      List.of(
          WORKERS,
          PYTHON,
          PRELOAD,
          SCRIPT_TIMEOUT,
          WORKER_TIMEOUT,
          SCRIPT_CALLS,
          APP_ROOT,
          SOURCE_DIRECTORY);

  private ScriptOptions() {}
}
