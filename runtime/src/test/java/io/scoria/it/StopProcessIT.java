package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals to a server that drains. */
class StopProcessIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String ENDLESS =
      """
      import io.scoria.api.*;

      public class Score implements EntryScript {
        public Object run(ScriptRequest request) {
          System.err.println("running");
          while (true) {
            Thread.onSpinWait();
          }
        }
      }
      """;

  @TempDir private Path home = Path.of("");

  @Test
  void theFirstLetsItServeOnAndTheSecondEndsItAtOnce() {
    try (ServerProcess server =
            ServerProcess.in(home)
                .serve(TestData.model("iris"), "--auth", "none", "--drain-delay", "60s");
        RawClient client = new RawClient(server.port())) {
      server.signal("TERM");
      assertThat(server.from("Stopping", 1).getFirst()).contains("still serving for 60000 ms");
      assertThat(client.score(BODY).status()).isEqualTo(200);
      try (RawClient other = new RawClient(server.port())) {
        assertThat(other.score(BODY).status()).isEqualTo(200);
      }
      server.signal("TERM");
      assertThat(server.exitStatus()).isEqualTo(130);
    }
  }

  @Test
  void aCallThatNeverEndsHoldsUpNothing() throws IOException {
    Path folder = Files.createDirectory(home.resolve("endless"));
    Files.writeString(folder.resolve("Score.java"), ENDLESS);
    try (ServerProcess server =
            ServerProcess.in(home).serve(folder, "--auth", "none", "--drain-timeout", "300ms");
        RawClient client = new RawClient(server.port())) {
      client.send(RawClient.scoreHead("Content-Length: 2\r\n") + "{}");
      while (server.stderr().stream().noneMatch(line -> line.contains("running"))) {
        LockSupport.parkNanos(10_000_000);
      }
      server.signal("TERM");
      assertThat(client.read().status()).isEqualTo(503);
      assertThat(server.exitStatus()).isEqualTo(1);
    }
  }
}
