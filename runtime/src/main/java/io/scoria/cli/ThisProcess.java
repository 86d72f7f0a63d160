package io.scoria.cli;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.MemoryLimit;
import io.scoria.config.azureml.Container;
import io.scoria.config.azureml.Surroundings;
import java.io.Console;
import java.nio.file.Path;
import java.util.Map;

/** What this process was started in. */
final class ThisProcess {
  private ThisProcess() {}

  static Surroundings surroundings() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        environment,
        Path.of(""),
        Container.detect(Path.of("/"), environment),
        isTerminal(),
        ExecutionConfig.defaults(Runtime.getRuntime()),
        MemoryLimit.detect(Path.of("/")),
        StateFolder.of(environment),
        Version.header());
  }

  /** True where a person sees standard output, and could answer. */
  @SuppressWarnings("SystemConsoleNull") // it is null without one where Java has no jdk.internal.le
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
