package io.scoria.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MicroCommandIT {
  @TempDir Path folder;

  @Test
  void writesATableOfWhatJmhMeasuredAndAllocated() throws Exception {
    int status =
        new CommandLine(new BenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute("micro", "--quick", "--out", folder.toString(), "Authentication.*primaryKey");

    assertThat(status).isZero();
    assertThat(Files.readString(folder.resolve("micro.md")))
        .contains("| benchmark | parameters |")
        .containsPattern("\\| AuthenticationBenchmark.primaryKey \\|  \\| [0-9.,]+ \\|");
  }
}
