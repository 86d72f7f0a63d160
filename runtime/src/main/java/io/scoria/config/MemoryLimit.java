package io.scoria.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much memory this process may use with everything in it: the Java heap, what libraries
 * allocate, and processes that it starts.
 *
 * @param ofContainer false where nothing but the machine bounds it
 */
public record MemoryLimit(long bytes, boolean ofContainer) {
  /** Version 1 of cgroups says that there is no limit by a number of about 2^63. */
  private static final long NO_LIMIT_BYTES = 1L << 60;

  private static final String TOTAL = "MemTotal:";

  public MemoryLimit {
    if (bytes <= 0) {
      throw new IllegalArgumentException("memory of " + bytes + " bytes");
    }
  }

  /**
   * The limit of the control group of this process, version 2 or 1, or of one above it where that
   * is less; where there is none, the machine's memory.
   *
   * @param root of the file system
   * @return empty where neither is told, as on systems other than Linux
   */
  public static Optional<MemoryLimit> detect(Path root) {
    OptionalLong machine = ofMachine(root.resolve("proc/meminfo"));
    OptionalLong group = ofGroup(root);
    if (group.isPresent() && group.getAsLong() < machine.orElse(Long.MAX_VALUE)) {
      return Optional.of(new MemoryLimit(group.getAsLong(), true));
    }
    return machine.isPresent()
        ? Optional.of(new MemoryLimit(machine.getAsLong(), false))
        : Optional.empty();
  }

  private static OptionalLong ofMachine(Path file) {
    for (String line : lines(file)) {
      if (line.startsWith(TOTAL)) { // MemTotal:       24590124 kB
        return number(line.substring(TOTAL.length()).replace("kB", ""), 1024);
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong ofGroup(Path root) {
    Path groups = root.resolve("sys/fs/cgroup");
    String unified = "";
    for (String line : lines(root.resolve("proc/self/cgroup"))) { // 4:memory:/a/b, or 0::/a/b
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains("memory")) {
        return least(groups.resolve("memory"), parts[2], "memory.limit_in_bytes");
      }
      if (parts.length == 3 && parts[1].isEmpty()) {
        unified = parts[2];
      }
    }
    return least(groups, unified, "memory.max");
  }

  /**
   * The least limit on the way from a group up to the root of what is mounted. In a container the
   * mounted root often is the container's own group, and the path one of the host that is not
   * there.
   */
  private static OptionalLong least(Path mount, String path, String file) {
    Path group = mount.resolve(path.replaceFirst("^/+", "")).normalize();
    long least = Long.MAX_VALUE;
    for (Path at = group.startsWith(mount) ? group : mount; at != null; at = at.getParent()) {
      for (String line : lines(at.resolve(file))) {
        least = Math.min(least, number(line, 1).orElse(Long.MAX_VALUE));
      }
      if (at.equals(mount)) {
        break;
      }
    }
    return least < NO_LIMIT_BYTES ? OptionalLong.of(least) : OptionalLong.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException notThere) { // no such group, or a system that has none
      return List.of();
    }
  }

  /** Empty for the word max. */
  private static OptionalLong number(String text, long unit) {
    try {
      return OptionalLong.of(Math.multiplyExact(Long.parseLong(text.strip()), unit));
    } catch (NumberFormatException | ArithmeticException noNumber) {
      return OptionalLong.empty();
    }
  }
}
