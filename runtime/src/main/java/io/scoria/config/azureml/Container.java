package io.scoria.config.azureml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What there is to know of the container that the process runs in.
 *
 * @param inside true where it runs in one
 * @param cpuLimited true where that one has a limit of processors
 * @param memoryLimited true where that one has a limit of memory
 */
public record Container(boolean inside, boolean cpuLimited, boolean memoryLimited) {
  /** More is said of memory where cgroups say that there is no limit. */
  private static final long NO_LIMIT_BYTES = 1L << 60;

  /** The variable that Kubernetes sets in each of its containers. */
  static final String KUBERNETES = "KUBERNETES_SERVICE_HOST";

  public static final Container NONE = new Container(false, false, false);

  /**
   * Looks for the marker files of container runtimes, the variable of Kubernetes, and for limits in
   * the files of cgroups, version 2 or 1.
   *
   * @param root of the file system
   */
  public static Container detect(Path root, Map<String, String> environment) {
    boolean inside =
        Files.exists(root.resolve(".dockerenv"))
            || Files.exists(root.resolve("run/.containerenv"))
            || environment.containsKey(KUBERNETES);
    if (!inside) {
      return NONE;
    }
    Path groups = root.resolve("sys/fs/cgroup");
    return new Container(
        true,
        limited(groups.resolve("cpu.max")) || limited(groups.resolve("cpu/cpu.cfs_quota_us")),
        limited(groups.resolve("memory.max"))
            || limited(groups.resolve("memory/memory.limit_in_bytes")));
  }

  /** The first word of such a file is a number, or says that there is no limit. */
  private static boolean limited(Path file) {
    try {
      String first = Files.readString(file).strip().split("\\s+", 2)[0];
      long value = Long.parseLong(first);
      return value > 0 && value < NO_LIMIT_BYTES;
    } catch (IOException | NumberFormatException e) {
      return false; // no such file, or the word max
    }
  }
}
