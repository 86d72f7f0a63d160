package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
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

  private static final String LACKING = "connections cannot be accepted";

  @TempDir private Path home = Path.of("");

  @Test
  void moreConnectionsThanDescriptorsAreTurnedAwayAndThoseThatAreHeldAreAnswered() {
    try (ServerProcess server = start()) {
      flood(server, 2000, () -> true);
      // Those that are turned away may for a moment be more than the reserve.
      assertThat(server.warnings())
          .hasSizeLessThan(MOST_LINES)
          .allMatch(line -> line.contains(LACKING));
    }
  }

  /** As where something else of the process has taken the descriptors. */
  @Test
  void aListenerThatCannotAcceptRestsSaysSoOnceAndRecovers() {
    try (ServerProcess server = start("--max-connections", "5000")) {
      flood(server, 600, () -> !server.warnings().isEmpty());
      List<String> said = server.warnings();
      assertThat(said).hasSizeBetween(1, MOST_LINES);
      assertThat(said).allMatch(line -> line.contains(LACKING));
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

  /**
   * @param told true once the connections have had their effect
   */
  private static void flood(ServerProcess server, int connections, BooleanSupplier told) {
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
      long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
      while (!told.getAsBoolean() && System.nanoTime() < endNanos) {
        Thread.onSpinWait();
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
