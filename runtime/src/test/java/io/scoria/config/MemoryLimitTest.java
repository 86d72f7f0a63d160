package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLimitTest {
  private static final String V2 = "0::/kubepods.slice/pod7.slice/cri-1.scope\n";
  private static final String V1 =
      "11:cpu,cpuacct:/docker/7\n4:memory:/docker/7\n1:name=systemd:/docker/7\n0::/docker/7\n";

  @TempDir private Path root = Path.of("");

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void machine(long bytes) throws IOException {
    write("proc/meminfo", "MemTotal:       %d kB\nMemFree:  17 kB\n".formatted(bytes / 1024));
  }

  private Optional<MemoryLimit> detect() {
    return MemoryLimit.detect(root);
  }

  private static Optional<MemoryLimit> container(long bytes) {
    return Optional.of(new MemoryLimit(bytes, true));
  }

  @Test
  void nothingIsKnownOfASystemThatTellsNothing() {
    assertThat(detect()).isEmpty();
  }

  @Test
  void aMachineWithoutGroupsHasItsMemory() throws IOException {
    machine(8L << 30);
    assertThat(detect()).contains(new MemoryLimit(8L << 30, false));
  }

  @Test
  void theSecondVersionIsReadWhereTheContainerSeesItsOwnGroupAsTheRoot() throws IOException {
    machine(8L << 30);
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/memory.max", "536870912\n");
    assertThat(detect()).isEqualTo(container(1L << 29));
  }

  @Test
  void theSecondVersionIsReadAtThePathOfTheGroup() throws IOException {
    machine(8L << 30);
    write("proc/self/cgroup", V2);
    write("sys/fs/cgroup/kubepods.slice/pod7.slice/cri-1.scope/memory.max", "536870912\n");
    assertThat(detect()).isEqualTo(container(1L << 29));
  }

  @Test
  void theLeastOfTheGroupsAboveCounts() throws IOException {
    machine(8L << 30);
    write("proc/self/cgroup", V2);
    write("sys/fs/cgroup/kubepods.slice/pod7.slice/cri-1.scope/memory.max", "max\n");
    write("sys/fs/cgroup/kubepods.slice/pod7.slice/memory.max", "268435456\n");
    write("sys/fs/cgroup/kubepods.slice/memory.max", "4294967296\n");
    assertThat(detect()).isEqualTo(container(1L << 28));
  }

  @Test
  void theFirstVersionIsReadWhereTheMountShowsTheContainersOwnGroup() throws IOException {
    machine(8L << 30);
    write("proc/self/cgroup", V1); // the path is the host's, and not there
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
    assertThat(detect()).isEqualTo(container(1L << 29));
  }

  @Test
  void theFirstVersionIsReadAtThePathOfTheGroup() throws IOException {
    machine(8L << 30);
    write("proc/self/cgroup", V1);
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/memory/docker/7/memory.limit_in_bytes", "536870912\n");
    assertThat(detect()).isEqualTo(container(1L << 29));
  }

  @Test
  void theFirstVersionCountsWhereBothAreMounted() throws IOException {
    machine(8L << 30);
    write("proc/self/cgroup", V1);
    write("sys/fs/cgroup/memory.max", "1024\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
    assertThat(detect()).isEqualTo(container(1L << 29));
  }

  @Test
  void noLimitIsSaidByAWordAndByALargeNumber() throws IOException {
    machine(8L << 30);
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/memory.max", "max\n");
    assertThat(detect()).contains(new MemoryLimit(8L << 30, false));
    write("proc/self/cgroup", V1);
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(detect()).contains(new MemoryLimit(8L << 30, false));
  }

  @Test
  void aLimitAboveTheMachinesMemoryIsNone() throws IOException {
    machine(1L << 30);
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/memory.max", "4294967296\n");
    assertThat(detect()).contains(new MemoryLimit(1L << 30, false));
  }

  @Test
  void aPathOutOfTheMountIsNotFollowed() throws IOException {
    machine(8L << 30);
    write("proc/self/cgroup", "0::/../../elsewhere\n");
    write("sys/elsewhere/memory.max", "1024\n");
    write("sys/fs/cgroup/memory.max", "536870912\n");
    assertThat(detect()).isEqualTo(container(1L << 29));
  }

  @Test
  void theJvmSeesTheSameHere() {
    Optional<MemoryLimit> here = MemoryLimit.detect(Path.of("/"));
    assumeTrue(here.isPresent(), "this is no Linux");
    var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    assertThat(system).isInstanceOf(com.sun.management.OperatingSystemMXBean.class);
    long seen = ((com.sun.management.OperatingSystemMXBean) system).getTotalMemorySize();
    assertThat(here.orElseThrow().bytes()).isEqualTo(seen);
  }
}
