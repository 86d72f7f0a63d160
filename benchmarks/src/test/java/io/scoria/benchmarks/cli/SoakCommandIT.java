package io.scoria.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SoakCommandIT {
  private static final String ROOT = "scoria.root";

  @TempDir Path folder;

  /** Whether it is flat is not for a short run to say; that every client is answered is. */
  @Test
  void everyClientIsAnsweredAsItHasToBe() throws Exception {
    String before = System.getProperty(ROOT, "..");
    System.setProperty(ROOT, ".."); // tests run in the folder of their module
    try {
      new CommandLine(new BenchCommand())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .execute("soak", "--minutes", "0.1", "--out", folder.toString());
    } finally {
      System.setProperty(ROOT, before);
    }
    assertThat(Files.readString(folder.resolve("soak.md")))
        .contains("Answered otherwise than it had to be: 0.")
        .contains("| KEPT 200 |", "| WRONG_KEY 401 |", "| TOO_LARGE 413 |", "| GONE_IN_BODY |");
    assertThat(folder.resolve("soak-memory.svg")).isNotEmptyFile();
    assertThat(folder.resolve("soak-descriptors.svg")).isNotEmptyFile();
  }
}
