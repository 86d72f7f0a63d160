package io.scoria.config.azureml;

import io.scoria.config.ScriptConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** How the entry script is run. */
final class ScriptSettings {
  private static final long MS_PER_S = 1000;

  /** What files say by themselves that were saved from an environment. */
  private static final String ANY_PYTHON = "python";

  private final Ledger ledger;
  private final Surroundings around;
  private final Findings findings;

  ScriptSettings(Ledger ledger, Surroundings around, Findings findings) {
    this.ledger = ledger;
    this.around = around;
    this.findings = findings;
  }

  Optional<ScriptConfig> resolve(
      Optional<ScriptFinder.Script> script, ModelChoice model, Optional<Values> inference) {
    int workers = ledger.take(ScriptOptions.WORKERS, ScriptConfig.DEFAULT_WORKERS);
    String python = interpreter(inference);
    boolean preload = ledger.take(ScriptOptions.PRELOAD, false);
    int timeoutMs = timeoutMs();
    Optional<Integer> calls = ledger.takeGiven(ScriptOptions.SCRIPT_CALLS, "as many as workers");
    if (script.isEmpty()) {
      ledger.show(Settings.ENTRY_SCRIPT, "none", "default");
      ledger.find(ScriptOptions.APP_ROOT); // looked at, so that a wrong one is told
      return Optional.empty();
    }
    ScriptFinder.Script found = script.get();
    ledger.show(Settings.ENTRY_SCRIPT, found.file().toString(), found.origin());
    showFolder(ScriptOptions.APP_ROOT, found.appRoot());
    showFolder(ScriptOptions.SOURCE_DIRECTORY, found.sourceDirectory());
    if (found.file().toString().endsWith(".py")) {
      requireInterpreter(python);
    }
    Path modelDir = model.folder().orElse(found.appRoot());
    Map<String, String> variables =
        inference.flatMap(values -> values.find(InferenceFile.VARIABLES)).orElse(Map.of());
    return Optional.of(
        new ScriptConfig(
            found.file(),
            found.appRoot(),
            found.sourceDirectory(),
            modelDir,
            python,
            workers,
            preload,
            timeoutMs,
            calls.map(OptionalInt::of).orElseGet(OptionalInt::empty),
            variables));
  }

  private void showFolder(Setting<String> setting, Path folder) {
    String origin = ledger.find(setting).map(Found::origin).orElse("default");
    ledger.show(setting, folder.toString(), origin);
    if (!Files.isDirectory(folder)) {
      findings.problem(origin, "", "no folder " + folder, "a folder");
    }
  }

  /** A name that is looked up, or a path: of the current folder, or of that of the file. */
  private String interpreter(Optional<Values> inference) {
    Optional<Found<String>> given =
        ledger
            .find(ScriptOptions.PYTHON)
            .filter(it -> it.from() != Found.From.FILE || !it.value().equals(ANY_PYTHON));
    Path here =
        given
            .filter(it -> it.from() == Found.From.FILE)
            .flatMap(it -> inference.map(values -> values.file().toAbsolutePath().getParent()))
            .orElse(around.workingFolder());
    String python =
        given
            .map(Found::value)
            .map(it -> it.contains("/") ? here.resolve(it).toAbsolutePath().toString() : it)
            .orElse(ScriptConfig.DEFAULT_INTERPRETER);
    ledger.show(ScriptOptions.PYTHON, python, given.map(Found::origin).orElse("default"));
    return python;
  }

  private void requireInterpreter(String python) {
    boolean there =
        python.contains("/")
            ? Files.isExecutable(Path.of(python))
            : Stream.of(around.environment().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, python)));
    if (!there) {
      String origin = ledger.find(ScriptOptions.PYTHON).map(Found::origin).orElse("default");
      findings.problem(
          origin,
          "",
          "no Python interpreter " + python,
          "--python with the path of one, or the name of one that PATH finds");
    }
  }

  /** The lesser of both bounds: of a run, and of a worker that is silent in one. */
  private int timeoutMs() {
    int run = ledger.take(ScriptOptions.SCRIPT_TIMEOUT, ScriptConfig.DEFAULT_TIMEOUT_MS);
    int silentS = ledger.takeGiven(ScriptOptions.WORKER_TIMEOUT, "none").orElse(0);
    if (silentS == 0 || silentS * MS_PER_S >= run) {
      return run;
    }
    findings.note(
        "run() may take " + silentS + " s: WORKER_TIMEOUT is less than SCORING_TIMEOUT_MS.");
    return Math.toIntExact(silentS * MS_PER_S);
  }
}
