package io.scoria.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SoakCommandIT {
  @TempDir Path folder;

  /** Whether it is flat is not for a short run to say; that every client is answered is. */
  @Test
  void everyClientIsAnsweredAsItHasToBe() throws Exception {
    new CommandLine(new BenchCommand())
        .execute("soak", "--minutes", "0.1", "--out", folder.toString());
    assertThat(Files.readString(folder.resolve("soak.md")))
        .contains("Answered otherwise than it had to be: 0.")
        .contains("| KEPT 200 |", "| WRONG_KEY 401 |", "| TOO_LARGE 413 |", "| GONE_IN_BODY |");
    assertThat(folder.resolve("soak-memory.svg")).isNotEmptyFile();
    assertThat(folder.resolve("soak-descriptors.svg")).isNotEmptyFile();
  }
}
