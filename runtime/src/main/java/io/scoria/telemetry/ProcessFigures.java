package io.scoria.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What the system tells of the process and its container, by the names that every client of
 * Prometheus has for it. What a system does not tell is left out. Thread-safe.
 */
public final class ProcessFigures implements MeterSource {
  private static final double BYTES_PER_KB = 1024;

  /** Files of cgroups say a number beyond this where there is no limit. */
  private static final double NO_LIMIT_BYTES = 1L << 60;

  private final Path root;

  public ProcessFigures() {
    this(Path.of("/"));
  }

  /**
   * @param root of the file system
   */
  ProcessFigures(Path root) {
    this.root = root;
  }

  @Override
  public void read(Readings readings) {
    ProcessHandle.Info info = ProcessHandle.current().info();
    info.totalCpuDuration()
        .map(Duration::toNanos)
        .ifPresent(nanos -> readings.add(Meter.PROCESS_CPU, nanos / 1e9));
    info.startInstant()
        .map(Instant::toEpochMilli)
        .ifPresent(millis -> readings.add(Meter.PROCESS_START, millis / 1e3));
    add(readings, Meter.PROCESS_MEMORY, field("proc/self/status", "VmRSS:", 1, BYTES_PER_KB));
    add(readings, Meter.PROCESS_FDS, openDescriptors());
    add(readings, Meter.PROCESS_MAX_FDS, field("proc/self/limits", "Max open files", 3, 1));
    readings.add(Meter.PROCESSORS, Runtime.getRuntime().availableProcessors());
    add(readings, Meter.MEMORY_LIMIT, memoryLimit());
  }

  private static void add(Readings readings, Meter meter, OptionalDouble value) {
    value.ifPresent(known -> readings.add(meter, known));
  }

  /** The word at an index of the line that begins so, by a factor. */
  private OptionalDouble field(String file, String line, int index, double factor) {
    try (Stream<String> lines = Files.lines(root.resolve(file))) {
      return lines
          .filter(text -> text.startsWith(line))
          .map(text -> text.split("\\s+"))
          .filter(words -> words.length > index && words[index].matches("[0-9]+"))
          .mapToDouble(words -> Double.parseDouble(words[index]) * factor)
          .findFirst();
    } catch (IOException notThisSystem) {
      return OptionalDouble.empty();
    }
  }

  private OptionalDouble openDescriptors() {
    try (Stream<Path> all = Files.list(root.resolve("proc/self/fd"))) {
      return OptionalDouble.of((double) all.count() - 1); // one is of the listing itself
    } catch (IOException notThisSystem) {
      return OptionalDouble.empty();
    }
  }

  private OptionalDouble memoryLimit() {
    for (String file : new String[] {"memory.max", "memory/memory.limit_in_bytes"}) {
      OptionalDouble limit = field("sys/fs/cgroup/" + file, "", 0, 1);
      if (limit.isPresent() && limit.getAsDouble() < NO_LIMIT_BYTES) {
        return limit;
      }
    }
    return field("proc/meminfo", "MemTotal:", 1, BYTES_PER_KB);
  }
}
