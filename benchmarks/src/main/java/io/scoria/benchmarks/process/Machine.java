package io.scoria.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What figures depend on beside the code.
 *
 * @param processors that this process may use
 * @param memoryBytes of the machine; 0 where unknown
 */
public record Machine(
    int processors, String processorModel, long memoryBytes, String kernel, String jdk) {
  public static Machine read() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name"),
        memoryBytes(field("/proc/meminfo", "MemTotal")),
        "%s %s (%s)"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()));
  }

  /**
   * @param total as /proc/meminfo has it, such as {@code 24650000 kB}
   */
  static long memoryBytes(String total) {
    return total.endsWith(" kB")
        ? Long.parseLong(total.substring(0, total.length() - " kB".length()).strip()) << 10
        : 0;
  }

  /** The value of the first line {@code name : value}; "unknown" where there is none. */
  private static String field(String file, String name) {
    Predicate<String> named = line -> line.startsWith(name);
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(named)
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
