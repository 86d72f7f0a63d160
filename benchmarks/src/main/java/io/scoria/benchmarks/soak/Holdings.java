package io.scoria.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds at a moment, according to the operating system.
 *
 * @param seconds since the load began
 * @param residentBytes of memory
 * @param descriptors that are open
 * @param threads of the process
 */
public record Holdings(double seconds, long residentBytes, long descriptors, long threads) {
  /** Of a process of this user. */
  static Holdings of(long pid, double seconds) throws IOException {
    Path process = Path.of("/proc", String.valueOf(pid));
    String status = Files.readString(process.resolve("status"));
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return new Holdings(
          seconds, number(status, "VmRSS:") << 10, open.count(), number(status, "Threads:"));
    }
  }

  /** The first number of the line that begins with the name. */
  static long number(String status, String name) throws IOException {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> Long.parseLong(line.substring(name.length()).replaceAll("[^0-9]", "")))
        .orElseThrow(() -> new IOException("the status of the process has no " + name));
  }
}
