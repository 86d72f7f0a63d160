package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.ScriptConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a scraper reads of servers whose calls scripts answer. */
@ExtendWith(NoNettyLeaks.class)
class ScriptMetricsIT {
  private static final String PYTHON =
      """
      import os, time

      def init():
          pass

      def run(data):
          if data == "die":
              os._exit(9)
          while data == "never ends":
              try:
                  time.sleep(60)
              except BaseException:
                  pass
          return data
      """;

  private static final String JAVA =
      """
      import io.scoria.api.*;

      public class Score implements EntryScript {
        private Metrics metrics;

        public void init(ScriptContext context) {
          metrics = context.metrics();
        }

        public Object run(ScriptRequest request) {
          metrics.counter("texts").add(2);
          metrics.timer("thinking").record(java.time.Duration.ofMillis(250));
          return request.text();
        }
      }
      """;

  @TempDir private Path folder;

  private TestServer serve(String name, String text, int timeoutMs, OptionalInt maxCalls)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return TestServer.configure(TestData.model("iris"))
        .withoutModel()
        .withManagement()
        .script(
            new ScriptConfig(
                file,
                folder,
                folder,
                folder,
                "/usr/bin/python3",
                2,
                false,
                timeoutMs,
                maxCalls,
                Map.of()))
        .start();
  }

  @Test
  void workersThatDieOrAreEndedAreCountedAsRestarts() throws IOException {
    try (TestServer server = serve("score.py", PYTHON, 1000, OptionalInt.empty())) {
      assertThat(server.score("fine").status()).isEqualTo(200);
      Exposed before = Scrapes.await(server, "scoria_workers{state=up}", 2);
      assertThat(before.value("scoria_workers{state=configured}")).isEqualTo(2);
      assertThat(before.value("scoria_worker_restarts_total{cause=crashed}")).isZero();
      assertThat(before.value("scoria_capacity{}")).isEqualTo(2);
      assertThat(before.value("scoria_compute_duration_seconds_count{}")).isEqualTo(1);

      assertThat(server.score("die").status()).isEqualTo(500);
      assertThat(server.score("never ends").status()).isEqualTo(500);
      Scrapes.await(server, "scoria_worker_restarts_total{cause=timeout}", 1);
      Exposed after = Scrapes.await(server, "scoria_workers{state=up}", 2);
      assertThat(after.value("scoria_worker_restarts_total{cause=crashed}")).isEqualTo(1);
      assertThat(after.value("scoria_refusals_total{reason=worker_crashed}")).isEqualTo(1);
      assertThat(after.value("scoria_refusals_total{reason=script_timeout}")).isEqualTo(1);
      assertThat(after.beginning("scoria_model")).isEmpty();
    }
  }

  @Test
  void whatAJavaScriptCountsIsShownByItsNames() throws IOException {
    try (TestServer server = serve("Score.java", JAVA, 60_000, OptionalInt.of(7))) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.score("text").status()).isEqualTo(200);
      }
      Exposed page = Scrapes.scrape(server);
      assertThat(page.value("scoria_script_events_total{name=texts}")).isEqualTo(6);
      assertThat(page.value("scoria_script_duration_seconds_count{name=thinking}")).isEqualTo(3);
      assertThat(page.value("scoria_script_duration_seconds_sum{name=thinking}")).isEqualTo(0.75);
      assertThat(page.value("scoria_capacity{}")).isEqualTo(7);
      assertThat(page.beginning("scoria_workers")).isEmpty();
    }
  }

  @Test
  void aJavaScriptWithoutABoundIsBestKeptBusyWithACallForEachProcessor() throws IOException {
    try (TestServer server = serve("Score.java", JAVA, 60_000, OptionalInt.empty())) {
      assertThat(Scrapes.scrape(server).value("scoria_capacity{}"))
          .isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }
}
