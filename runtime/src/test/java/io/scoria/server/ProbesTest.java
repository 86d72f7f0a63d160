package io.scoria.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.FakeHead;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private Optional<String> model = Optional.of("it is being loaded");
  private Optional<String> stopping = Optional.empty();
  private long delayNanos;
  private boolean trusted = true;
  private final Probes probes =
      new Probes(
          () -> delayNanos,
          List.of(new Check("model", () -> model), new Check("not-stopping", () -> stopping)));

  private static RequestHead head(String target) {
    return new FakeHead() {
      @Override
      public String target() {
        return target;
      }
    };
  }

  private String ask(String target) {
    String path = target.split("\\?", 2)[0];
    Probe asked =
        probes.probes(head -> trusted).stream()
            .filter(probe -> probe.path().equals(path))
            .findFirst()
            .orElseThrow();
    Reply reply = asked.answer(head(target));
    return reply.status() + " " + StandardCharsets.UTF_8.decode(reply.body());
  }

  @Test
  void aServerThatLoadsLivesAndIsNotReady() {
    assertThat(ask("/livez")).isEqualTo("200 live");
    assertThat(ask("/readyz"))
        .startsWith("503 ")
        .contains("Not ready to score: it is being loaded.");
    assertThat(ask("/startupz")).startsWith("503 ").contains("Not started: it is being loaded.");
  }

  @Test
  void verboseListsEveryCheck() {
    assertThat(ask("/readyz?verbose"))
        .isEqualTo(
            """
            503 [+]event-loops ok
            [-]model it is being loaded
            [+]not-stopping ok
            readyz check failed
            """);
    model = Optional.empty();
    assertThat(ask("/readyz?verbose=true")).startsWith("200 ").endsWith("readyz check passed\n");
    assertThat(ask("/livez?verbose")).isEqualTo("200 [+]event-loops ok\nlivez check passed\n");
  }

  @Test
  void whoIsNotTrustedLearnsWhetherAndNotWhy() {
    trusted = false;
    assertThat(ask("/readyz?verbose")).startsWith("503 ").contains("Not ready to score.");
    model = Optional.empty();
    assertThat(ask("/readyz?verbose")).isEqualTo("200 ready");
  }

  @Test
  void whatHasStartedStaysStarted() {
    model = Optional.empty();
    assertThat(ask("/startupz")).isEqualTo("200 started");
    stopping = Optional.of("the server is stopping");
    assertThat(ask("/readyz")).startsWith("503 ").contains("the server is stopping");
    assertThat(ask("/startupz")).isEqualTo("200 started");
  }

  @Test
  void aLoopThatIsStuckIsAReasonToRestartAndOneThatIsLateIsNot() {
    delayNanos = TimeUnit.SECONDS.toNanos(9);
    assertThat(ask("/livez")).isEqualTo("200 live");
    delayNanos = TimeUnit.SECONDS.toNanos(12);
    assertThat(ask("/livez")).startsWith("503 ").contains("one has not turned for 12 s");
    assertThat(ask("/livez?verbose"))
        .isEqualTo("503 [-]event-loops one has not turned for 12 s\nlivez check failed\n");
    delayNanos = 0;
    assertThat(ask("/livez")).isEqualTo("200 live");
  }
}
