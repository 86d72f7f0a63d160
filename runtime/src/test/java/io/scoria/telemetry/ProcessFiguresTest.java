package io.scoria.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {
  @TempDir private Path root;

  @BeforeEach
  void makeFiles() throws IOException {
    write("proc/self/status", "Name:\tjava\nVmRSS:\t  2048 kB\nThreads:\t9\n");
    write("proc/self/limits", "Limit  Soft  Hard\nMax open files    1024    4096    files\n");
    write("proc/self/fd/0", "");
    write("proc/self/fd/1", "");
    write("proc/self/fd/9", "");
    write("proc/meminfo", "MemTotal:        1000 kB\nMemFree:  1 kB\n");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private String read() {
    try (Exposition exposition = Exposition.withoutJvm()) {
      exposition.add(new ProcessFigures(root));
      return new String(exposition.scrape("", "me").body().array(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theyAreWhatTheSystemSaysInItsFiles() {
    assertThat(read())
        .contains("process_resident_memory_bytes 2097152.0\n")
        .contains("process_open_fds 2.0\n")
        .contains("process_max_fds 1024.0\n")
        .contains("scoria_container_memory_limit_bytes 1024000.0\n");
  }

  @Test
  void theLimitIsThatOfTheContainerWhereItHasOne() throws IOException {
    write("sys/fs/cgroup/memory.max", "max\n");
    assertThat(read()).contains("scoria_container_memory_limit_bytes 1024000.0\n");
    write("sys/fs/cgroup/memory.max", "4096\n");
    assertThat(read()).contains("scoria_container_memory_limit_bytes 4096.0\n");
  }

  @Test
  void aLimitOfTheOlderKindCountsUnlessItIsNone() throws IOException {
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(read()).contains("scoria_container_memory_limit_bytes 1024000.0\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "8192\n");
    assertThat(read()).contains("scoria_container_memory_limit_bytes 8192.0\n");
  }

  @Test
  void whatTheSystemDoesNotTellIsLeftOut() throws IOException {
    root = Files.createDirectory(root.resolve("empty"));
    assertThat(read())
        .contains("process_cpu_seconds_total")
        .doesNotContain("process_open_fds")
        .doesNotContain("memory");
  }
}
