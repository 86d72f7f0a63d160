package io.scoria.transport;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How many connections this process has the descriptors and the memory for. */
final class ConnectionCapacity {
  private static final int MOST = 10_000;
  private static final int LEAST = 16;

  /** For files, event loops, workers, other listeners, and connections that are turned away. */
  private static final long MOST_RESERVED = 128;

  /** Of a client that sends what it may and no more: a head that is not whole. */
  private static final long BYTES_PER_CONNECTION = 32 << 10;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String OPEN_FILES = "Max open files";

  private ConnectionCapacity() {}

  static int ofProcess() {
    return of(descriptors(LIMITS), memoryBytes());
  }

  /** Of the heap and of direct memory the lesser: a connection takes of both. */
  private static long memoryBytes() {
    return Math.min(Runtime.getRuntime().maxMemory(), PlatformDependent.maxDirectMemory());
  }

  /**
   * By what there is.
   *
   * @param descriptors that the process may have open; empty where that is not known
   * @param memoryBytes the most that the heap may be, and direct memory likewise
   */
  static int of(OptionalLong descriptors, long memoryBytes) {
    long byMemory = memoryBytes / BYTES_PER_CONNECTION;
    long files = descriptors.orElse(Long.MAX_VALUE);
    long byDescriptors = files - Math.min(MOST_RESERVED, files / 2);
    return (int) Math.max(LEAST, Math.min(MOST, Math.min(byMemory, byDescriptors)));
  }

  /**
   * The soft limit of the process, which a Java machine has raised to the hard one when it started.
   *
   * @param limits a file as Linux has it for each process
   */
  static OptionalLong descriptors(Path limits) {
    try {
      List<String> lines = Files.readAllLines(limits);
      for (String line : lines) {
        if (line.startsWith(OPEN_FILES)) {
          String soft = line.substring(OPEN_FILES.length()).strip().split("\\s+", 2)[0];
          return OptionalLong.of(Long.parseLong(soft));
        }
      }
      return OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty(); // not Linux, or without a limit
    }
  }
}
