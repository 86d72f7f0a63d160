package io.scoria.config.azureml;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.PolicyOverrides;
import io.scoria.config.ServeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files, variables and options of a start that is only resolved; not thread-safe. */
final class Setup {
  static final long TENSOR_BYTES = 1L << 30;

  private final Path folder;
  private final Map<String, String> options = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Container container = Container.NONE;
  private boolean terminal;

  private Setup(Path folder) {
    this.folder = folder;
  }

  /** With interpreters that PATH finds. */
  static Setup in(Path folder) {
    return new Setup(folder)
        .program("bin/python")
        .program("bin/python3")
        .env("PATH", folder.resolve("bin").toString());
  }

  private Setup program(String name) {
    file(name, "");
    if (!folder.resolve(name).toFile().setExecutable(true)) {
      throw new AssertionError(name + " cannot be made executable");
    }
    return this;
  }

  /** A start that names a model folder, which holds an empty model. */
  static Setup withModel(Path folder) {
    return in(folder).file("model/model.onnx", "").option("MODEL_DIR", "model");
  }

  Setup file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.replace('\'', '"'));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A deployment configuration that an option names. */
  Setup deployment(String text) {
    return file("d.json", text).option("--deploy-config", "d.json");
  }

  /** An inference configuration that an option names. */
  Setup inference(String text) {
    return file("i.json", text).option("--inference-config", "i.json");
  }

  Setup option(String name, String value) {
    options.put(name, value);
    return this;
  }

  Setup strict() {
    return option("--strict", "true");
  }

  Setup env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Setup inContainer(boolean cpuLimited, boolean memoryLimited) {
    container = new Container(true, cpuLimited, memoryLimited);
    return this;
  }

  /** A person sees what it writes. */
  Setup onTerminal() {
    terminal = true;
    return this;
  }

  Resolution resolve() {
    ExecutionConfig machine =
        new ExecutionConfig(
            8, 8, 1000, TENSOR_BYTES, TENSOR_BYTES / 4, 60_000, 500, 2000, PolicyOverrides.NONE);
    return Resolver.resolve(
        options,
        new Surroundings(
            environment,
            folder,
            container,
            terminal,
            machine,
            Optional.empty(),
            folder.resolve("state"),
            "scoria/test"));
  }

  /** What the server is told; a problem is a failure of the test. */
  ServeConfig serve() {
    Resolution resolution = resolve();
    return resolution
        .serve()
        .orElseThrow(() -> new AssertionError(resolution.problems().toString()));
  }

  /** The texts of what is wrong, with the folder's own path left out. */
  List<String> problems() {
    return resolve().problems().stream()
        .map(Problem::text)
        .map(text -> text.replace(folder + "/", ""))
        .toList();
  }

  /** The line of {@code config show} for a setting or a key. */
  Shown shown(String name) {
    return resolve().shown().stream()
        .filter(line -> line.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is shown of " + name));
  }

  /** Where a setting came from, with the folder's own path left out. */
  String from(String name) {
    return shown(name).from().replace(folder + "/", "");
  }
}
