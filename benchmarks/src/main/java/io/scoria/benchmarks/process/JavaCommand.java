package io.scoria.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that start another JVM, of the same JDK as this one. */
public final class JavaCommand {
  private JavaCommand() {}

  /**
   * An executable jar.
   *
   * @param jvmOptions such as {@code -Xmx1g}
   */
  public static List<String> jar(Path jar, List<String> jvmOptions, List<String> arguments) {
    List<String> command = launcher(jvmOptions);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return List.copyOf(command);
  }

  /** A main class of these benchmarks, on their class path. */
  public static List<String> main(Class<?> main, List<String> jvmOptions, List<String> arguments) {
    List<String> command = launcher(jvmOptions);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(arguments);
    return List.copyOf(command);
  }

  private static List<String> launcher(List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    return command;
  }
}
