package io.scoria.config.azureml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the entry script, and the folders that belong to it. Reads no file. */
final class ScriptFinder {
  private static final String ACCEPTED = "a file that ends in .py, .java or .jar";

  /**
   * @param appRoot the script's working folder
   * @param sourceDirectory where its modules lie
   */
  record Script(Path file, Path appRoot, Path sourceDirectory, String origin) {}

  private final Ledger ledger;
  private final Surroundings around;
  private final Optional<Values> inference;
  private final Findings findings;

  /**
   * @param inference the inference configuration, where there is one
   */
  ScriptFinder(Ledger ledger, Surroundings around, Optional<Values> inference, Findings findings) {
    this.ledger = ledger;
    this.around = around;
    this.inference = inference;
    this.findings = findings;
  }

  /** The folder of an option's or a variable's script; empty where neither names one. */
  static Optional<Path> folderOfNamed(Ledger ledger, Surroundings around) {
    return ledger
        .find(Settings.ENTRY_SCRIPT)
        .filter(found -> found.from() != Found.From.FILE)
        .map(found -> located(ledger, around, found).getParent());
  }

  /**
   * The script that is named, else the one that was found by its name.
   *
   * @param usual score.py or Score.java of the model's folder
   */
  Optional<Script> find(Optional<Path> usual) {
    Optional<Found<String>> named = ledger.find(Settings.ENTRY_SCRIPT);
    if (named.isPresent()) {
      return named.flatMap(this::named);
    }
    Optional<Path> main = appRoot(ledger, around).map(root -> root.resolve("main.py"));
    Optional<Path> found = usual.or(() -> main.filter(Files::isRegularFile));
    return found.map(file -> script(absolute(file), "found by its name"));
  }

  private Optional<Script> named(Found<String> named) {
    Path file = ofInference(named) ? fromInference(named.value()) : located(ledger, around, named);
    if (!Files.isRegularFile(file)) {
      findings.problem(named.origin(), "", "no file " + file, "the path of an entry script");
      return Optional.empty();
    }
    return Optional.of(script(file, named.origin()));
  }

  private boolean ofInference(Found<String> named) {
    return inference.isPresent()
        && named.origin().startsWith("file " + inference.get().file() + ",");
  }

  private Script script(Path file, String origin) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(".py") && !name.endsWith(".java") && !name.endsWith(".jar")) {
      findings.problem(origin, "", file.toString(), ACCEPTED);
    }
    Path sources = sourceDirectory(file);
    Path root = appRoot(ledger, around).orElseGet(() -> defaultAppRoot(sources));
    return new Script(file, root, sources, origin);
  }

  private Path defaultAppRoot(Path sources) {
    return inference.isPresent() ? sources : absolute(around.workingFolder());
  }

  private Path sourceDirectory(Path script) {
    Optional<Found<String>> given = ledger.find(ScriptOptions.SOURCE_DIRECTORY);
    if (given.isPresent() && given.get().from() == Found.From.ENVIRONMENT) {
      Path root = appRoot(ledger, around).orElse(around.workingFolder());
      return absolute(root.resolve(given.get().value()));
    }
    if (inference.flatMap(it -> it.find(InferenceFile.SOURCE_DIRECTORY)).isPresent()) {
      return sourcesOfInference();
    }
    Path folder = script.getParent();
    return folder == null ? absolute(around.workingFolder()) : folder;
  }

  private Path fromInference(String script) {
    return absolute(sourcesOfInference().resolve(script));
  }

  private Path sourcesOfInference() {
    Values values = inference.orElseThrow();
    String sources = values.find(InferenceFile.SOURCE_DIRECTORY).orElse("");
    return absolute(absolute(values.file()).resolveSibling(sources));
  }

  /** What an option names begins in the working folder; what a variable names, in the app root. */
  private static Path located(Ledger ledger, Surroundings around, Found<String> named) {
    if (named.from() == Found.From.OPTION) {
      return absolute(around.workingFolder().resolve(named.value()));
    }
    Path root = appRoot(ledger, around).orElse(around.workingFolder());
    Path file = root.resolve(named.value());
    Optional<Path> inSources =
        ledger
            .find(ScriptOptions.SOURCE_DIRECTORY)
            .map(sources -> root.resolve(sources.value()).resolve(named.value()));
    return absolute(
        Files.exists(file) ? file : inSources.filter(Files::isRegularFile).orElse(file));
  }

  static Optional<Path> appRoot(Ledger ledger, Surroundings around) {
    return ledger
        .find(ScriptOptions.APP_ROOT)
        .map(found -> absolute(around.workingFolder().resolve(found.value())));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
