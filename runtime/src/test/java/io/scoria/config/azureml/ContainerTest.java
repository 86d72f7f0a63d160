package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerTest {
  private static final Map<String, String> KUBERNETES =
      Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1");

  @TempDir private Path root = Path.of("");

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void aMachineIsNoContainerWhateverItsLimits() throws IOException {
    write("sys/fs/cgroup/cpu.max", "100000 100000\n");
    assertThat(Container.detect(root, Map.of())).isEqualTo(Container.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {".dockerenv", "run/.containerenv"})
  void aMarkerFileMakesAContainer(String marker) throws IOException {
    write(marker, "");
    assertThat(Container.detect(root, Map.of())).isEqualTo(new Container(true, false, false));
  }

  @Test
  void limitsAreReadOfBothVersionsOfCgroups() throws IOException {
    assertThat(Container.detect(root, KUBERNETES)).isEqualTo(new Container(true, false, false));
    write("sys/fs/cgroup/cpu.max", "max 100000\n");
    write("sys/fs/cgroup/memory.max", "max\n");
    assertThat(Container.detect(root, KUBERNETES)).isEqualTo(new Container(true, false, false));
    write("sys/fs/cgroup/cpu.max", "50000 100000\n");
    assertThat(Container.detect(root, KUBERNETES)).isEqualTo(new Container(true, true, false));
    write("sys/fs/cgroup/memory.max", "1073741824\n");
    assertThat(Container.detect(root, KUBERNETES)).isEqualTo(new Container(true, true, true));
  }

  @Test
  void theFirstVersionSaysThatThereIsNoLimitInNumbers() throws IOException {
    write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(Container.detect(root, KUBERNETES)).isEqualTo(new Container(true, false, false));
    write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1073741824\n");
    assertThat(Container.detect(root, KUBERNETES)).isEqualTo(new Container(true, true, true));
  }
}
