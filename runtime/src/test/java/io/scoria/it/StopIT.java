package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is told to stop answers what it has begun, and nothing after it. */
class StopIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";

  @TempDir private Path home = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aCallInFlightIsAnsweredAndTheServerEndsCleanly(String signal) {
    try (ServerProcess server = start();
        RawClient client = new RawClient(server.port());
        RawClient idle = new RawClient(server.port())) {
      assertThat(idle.score(BODY).status()).isEqualTo(200);
      client.send(RawClient.scoreHead(LENGTH + "Expect: 100-continue\r\n"));
      assertThat(client.read().status()).isEqualTo(100);
      client.send(BODY.substring(0, 10));
      server.signal(signal);
      server.from("Stopping", 1);
      assertThat(idle.isClosedByServer()).isTrue();
      assertThat(server.isAlive()).isTrue();
      awaitRefusal(server.port());
      Response response = client.send(BODY.substring(10)).read();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(server.exitStatus()).isZero();
      assertThat(server.stderr()).isEmpty();
      assertThat(server.warnings()).isEmpty();
    }
  }

  /** Connects until nobody can. */
  private static void awaitRefusal(int port) {
    boolean refused = false;
    while (!refused) {
      try {
        new RawClient(port).close();
      } catch (java.io.UncheckedIOException e) {
        assertThat(e).hasMessageContaining("refused");
        refused = true;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aServerWithNothingToDoEndsAtOnce(String signal) {
    try (ServerProcess server = start()) {
      server.ready();
      long startNanos = System.nanoTime();
      server.signal(signal);
      assertThat(server.exitStatus()).isZero();
      assertThat((System.nanoTime() - startNanos) / 1_000_000).as("ms").isLessThan(5000);
      assertThat(server.stderr()).isEmpty();
      assertThat(server.warnings()).isEmpty();
    }
  }

  @Test
  void aSecondSignalEndsAServerThatWaitsForACall() {
    try (ServerProcess server = start();
        RawClient client = new RawClient(server.port())) {
      client.send(RawClient.scoreHead(LENGTH + "Expect: 100-continue\r\n"));
      assertThat(client.read().status()).isEqualTo(100);
      server.signal("INT");
      server.from("Stopping", 1);
      server.signal("INT");
      assertThat(server.exitStatus()).isEqualTo(130);
    }
  }

  @Test
  void aBusyServerFailsNoCallAndEndsCleanly() throws InterruptedException {
    try (ServerProcess server = start()) {
      int port = server.port();
      List<Thread> clients = new java.util.ArrayList<>();
      List<String> broken = new java.util.concurrent.CopyOnWriteArrayList<>();
      for (int i = 0; i < 8; i++) {
        clients.add(Thread.ofVirtual().start(() -> callUntilClosed(port, broken)));
      }
      Thread.sleep(300);
      server.signal("TERM");
      for (Thread client : clients) {
        client.join();
      }
      assertThat(broken).isEmpty();
      assertThat(server.exitStatus()).isZero();
      assertThat(server.stderr()).isEmpty();
      assertThat(server.warnings()).isEmpty();
    }
  }

  /** A client that stops when it is told to: by {@code Connection: close}. */
  private static void callUntilClosed(int port, List<String> broken) {
    try (RawClient client = new RawClient(port)) {
      Response response = client.score(BODY);
      while (response.status() == 200 && response.header("connection") == null) {
        response = client.score(BODY);
      }
      if (response.status() != 200) {
        broken.add(response.toString());
      }
    } catch (java.io.UncheckedIOException closedWithoutWarning) {
      broken.add(closedWithoutWarning.toString());
    }
  }

  private ServerProcess start() {
    return ServerProcess.in(home).serve(TestData.model("iris"), "--auth", "none");
  }
}
