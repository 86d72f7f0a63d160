package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Clients that connect until the server has no descriptor left. */
@EnabledOnOs(OS.LINUX)
class H7DescriptorsIT {
  private static final int DESCRIPTORS = 256;
  private static final String HEALTH = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";

  /** Many for one message in ten seconds, few for a loop that spins. */
  private static final int MOST_LINES = 20;

  @TempDir private Path home = Path.of("");

  @Test
  void moreConnectionsThanDescriptorsAreTurnedAwayAndThoseThatAreHeldAreAnswered() {
    try (ServerProcess server = start()) {
      flood(server, 2000);
      assertThat(server.stderr()).as("with descriptors in reserve, none is lacking").isEmpty();
    }
  }

  /** As where something else of the process has taken the descriptors. */
  @Test
  void aListenerThatCannotAcceptRestsSaysSoOnceAndRecovers() {
    try (ServerProcess server = start("--max-connections", "5000")) {
      flood(server, 600);
      List<String> said = server.stderr();
      assertThat(said).hasSizeBetween(1, MOST_LINES);
      assertThat(said).allMatch(line -> line.contains("connections cannot be accepted"));
    }
  }

  private ServerProcess start(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--auth", "none", "--header-timeout-ms", "600000"));
    arguments.addAll(List.of(more));
    return ServerProcess.in(home)
        .descriptors(DESCRIPTORS)
        .serve(TestData.model("iris"), arguments.toArray(String[]::new));
  }

  private static void flood(ServerProcess server, int connections) {
    int port = server.port();
    List<RawClient> all = new ArrayList<>();
    try (RawClient held = new RawClient(port)) {
      assertThat(held.send(HEALTH).read().status()).isEqualTo(200);
      for (int i = 0; i < connections; i++) {
        all.add(new RawClient(port));
        if (i % 50 == 0) {
          assertThat(held.send(HEALTH).read().status()).isEqualTo(200);
        }
      }
      all.forEach(RawClient::close);
      awaitHealth(port);
      assertThat(held.send(HEALTH).read().status()).isEqualTo(200);
    }
  }

  private static void awaitHealth(int port) {
    long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
    int status = 0;
    while (status != 200 && System.nanoTime() < endNanos) {
      try (RawClient client = new RawClient(port)) {
        status = client.send(HEALTH).read().status();
      } catch (UncheckedIOException closed) {
        status = 0;
      }
    }
    assertThat(status).isEqualTo(200);
  }
}
