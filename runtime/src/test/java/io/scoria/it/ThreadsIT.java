package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.PolicyOverrides;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request starts no thread: not one of the system, and no virtual one. */
class ThreadsIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final int CLIENTS = 16;
  private static final int WARM_UP_ROUNDS = 50;
  private static final int ROUNDS = 250;
  private static final Path SELF = Path.of("/proc/self/task");

  @ParameterizedTest
  @CsvSource({"true, tick", "false, instances"})
  void noRequestStartsOne(boolean tick, String decision) throws Exception {
    OptionalInt free = OptionalInt.empty();
    try (TestServer server =
            TestServer.configure(TestData.model("iris"))
                .overrides(new PolicyOverrides(free, free, free, tick))
                .withManagement()
                .start();
        RecordingStream events = new RecordingStream()) {
      assertThat(server.models()).contains("\"decision\":\"" + decision + ": ");
      AtomicInteger virtual = new AtomicInteger();
      events.enable("jdk.VirtualThreadStart");
      events.onEvent("jdk.VirtualThreadStart", event -> virtual.incrementAndGet());
      List<RawClient> clients = new ArrayList<>();
      try {
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(server.connect());
        }
        score(clients, WARM_UP_ROUNDS);
        events.startAsync();
        score(clients, 1);
        long started = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
        long alive = nativeThreads();
        score(clients, ROUNDS);
        assertThat(ManagementFactory.getThreadMXBean().getTotalStartedThreadCount())
            .as("threads started in %d requests", ROUNDS * CLIENTS)
            .isLessThanOrEqualTo(started + 2); // of the JVM's own, by the recording
        assertThat(nativeThreads()).isLessThanOrEqualTo(alive + 2);
        events.stop();
        assertThat(virtual).hasValue(0);
      } finally {
        clients.forEach(RawClient::close);
      }
    }
  }

  /** All clients ask at once, all are answered, and so on; without a thread for any of them. */
  private static void score(List<RawClient> clients, int rounds) {
    byte[] request =
        (RawClient.scoreHead("Content-Length: " + BODY.length() + "\r\n") + BODY)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int round = 0; round < rounds; round++) {
      clients.forEach(client -> client.send(request));
      clients.forEach(client -> assertThat(client.read().status()).isEqualTo(200));
    }
  }

  /** Those of the engine too, which the JVM does not know. */
  private static long nativeThreads() throws IOException {
    try (var tasks = java.nio.file.Files.list(SELF)) {
      return tasks.count();
    }
  }
}
