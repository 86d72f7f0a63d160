package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime would tell its maker of each server; here it keeps and sends nothing. */
class RuntimeTelemetryIT {
  @TempDir private Path folder;

  private static List<Path> under(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }

  @Test
  void theRuntimeWritesNoTelemetry() throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    ServerProcess.Command command =
        ServerProcess.in(folder)
            .env("XDG_CACHE_HOME", cache.toString())
            .env("TMPDIR", temporary.toString());
    try (ServerProcess server = command.serve(TestData.model("iris"), "--auth", "none")) {
      try (RawClient client = new RawClient(server.port())) {
        assertThat(client.score("{\"data\": [[5.1, 3.4, 1.5, 0.2]]}").status()).isEqualTo(200);
      }
      assertThat(Path.of("/tmp/mat-debug-" + server.pid() + ".log")).doesNotExist();
      server.signal("TERM");
      assertThat(server.exitStatus()).isZero();
    }
    assertThat(under(folder)).noneMatch(file -> file.toString().endsWith(".db"));
    assertThat(under(cache)).containsExactly(cache);
    assertThat(under(temporary)).noneMatch(file -> file.toString().contains("mat-debug"));
    assertThat(folder.resolve(".cache")).doesNotExist();
  }

  /** Its telemetry read the command line, and crashed the process where that was long. */
  @Test
  void aLongCommandLineDoesNoHarm() {
    ServerProcess.Command command = ServerProcess.in(folder).jvm("-Dlong=" + "x".repeat(10_000));
    try (ServerProcess server = command.serve(TestData.model("iris"), "--auth", "none")) {
      assertThat(server.ready().getFirst()).startsWith("READY ");
    }
  }
}
