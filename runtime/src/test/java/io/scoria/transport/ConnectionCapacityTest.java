package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionCapacityTest {
  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "1048576, 4096, 10000",
    "20000, 4096, 10000",
    "1024, 4096, 896",
    "256, 4096, 128",
    "64, 4096, 32",
    "8, 4096, 16",
    "20000, 128, 4096",
    "20000, 64, 2048",
    "20000, 0, 16"
  })
  void descriptorsAndMemoryBoundIt(long descriptors, long mebibytes, int connections) {
    assertThat(ConnectionCapacity.of(OptionalLong.of(descriptors), mebibytes * MIB))
        .isEqualTo(connections);
  }

  @Test
  void whereDescriptorsAreNotKnownMemoryDoes() {
    assertThat(ConnectionCapacity.of(OptionalLong.empty(), 64 * MIB)).isEqualTo(2048);
  }

  @Test
  void theLimitOfAProcessIsReadWhereLinuxTellsIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("limits");
    assertThat(ConnectionCapacity.descriptors(file)).isEmpty();
    Files.writeString(
        file,
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             111                  111                  processes
        Max open files            256                  512                  files
        """);
    assertThat(ConnectionCapacity.descriptors(file)).hasValue(256);
    Files.writeString(file, "Max open files            unlimited            unlimited    files\n");
    assertThat(ConnectionCapacity.descriptors(file)).isEmpty();
  }
}
