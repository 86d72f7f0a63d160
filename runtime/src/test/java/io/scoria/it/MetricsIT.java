package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static io.scoria.it.Scrapes.ask;
import static io.scoria.it.Scrapes.await;
import static io.scoria.it.Scrapes.scrape;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Keys;
import io.scoria.call.Reason;
import io.scoria.telemetry.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a scraper reads of requests that are known. */
@ExtendWith(NoNettyLeaks.class)
class MetricsIT {
  private static final String OK_ROW = "[[1]]";

  private final PacedEngine engine = new PacedEngine(0);

  private static String requests(String route, String protocol, int code) {
    return "scoria_requests_total{code=%d, protocol=%s, route=%s, version=1.0}"
        .formatted(code, protocol, route);
  }

  private static String reason(Reason reason) {
    return "scoria_refusals_total{reason=" + reason.code() + "}";
  }

  @Test
  void everyRequestIsCountedOnceByItsRouteProtocolAndStatus() {
    try (TestServer server = engine.serving(1).start()) {
      for (int i = 0; i < 3; i++) {
        assertThat(send(server, PacedEngine.request(OK_ROW)).status()).isEqualTo(200);
      }
      send(server, PacedEngine.request("[["));
      send(server, PacedEngine.request("[[\"text\"]]"));
      send(server, "GET /nowhere HTTP/1.1\r\nHost: t\r\n\r\n");
      send(server, "GET / HTTP/1.1\r\nHost: t\r\n\r\n");
      String http10 = PacedEngine.request(OK_ROW).replace("HTTP/1.1", "HTTP/1.0");
      send(server, http10);

      Exposed page = await(server, requests("score", "http/1.0", 200), 1);
      assertThat(page.value(requests("score", "http/1.1", 200))).isEqualTo(3);
      assertThat(page.value(requests("score", "http/1.1", 400))).isEqualTo(2);
      assertThat(page.value(requests("other", "http/1.1", 404))).isEqualTo(1);
      assertThat(page.value(requests("other", "http/1.1", 200))).isEqualTo(1);
      assertThat(page.beginning("scoria_requests_total")).hasSize(5);
      assertThat(page.value(reason(Reason.MALFORMED_JSON))).isEqualTo(1);
      assertThat(page.value(reason(Reason.WRONG_TYPE))).isEqualTo(1);
      assertThat(page.value(reason(Reason.NOT_FOUND))).isEqualTo(1);
      assertThat(page.value(reason(Reason.OVERLOADED))).isZero();
    }
  }

  private static Response send(TestServer server, String request) {
    try (RawClient client = server.connect()) {
      return client.send(request).read();
    }
  }

  @Test
  void everyScoringRequestHasItsTimesInTheHistograms() {
    PacedEngine slow = new PacedEngine(30);
    try (TestServer server = slow.serving(1).start()) {
      long startNanos = System.nanoTime();
      for (int i = 0; i < 4; i++) {
        send(server, PacedEngine.request(OK_ROW));
      }
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      send(server, PacedEngine.request("[["));
      String scored = "scoria_request_duration_seconds_%s{outcome=%s}";
      Exposed page = await(server, scored.formatted("count", "client_error"), 1);

      assertThat(page.value(scored.formatted("count", "scored"))).isEqualTo(4);
      assertThat(page.value(scored.formatted("sum", "scored"))).isBetween(4 * 0.030, seconds);
      assertThat(page.value("scoria_compute_duration_seconds_count{}")).isEqualTo(4);
      assertThat(page.value("scoria_compute_duration_seconds_sum{}"))
          .isBetween(4 * 0.030, page.value(scored.formatted("sum", "scored")));
      assertThat(page.value("scoria_compute_duration_seconds_bucket{le=0.025}")).isZero();
      assertThat(page.value("scoria_queue_duration_seconds_count{}")).isEqualTo(4);
      assertThat(page.value("scoria_encode_duration_seconds_count{}")).isEqualTo(4);
      assertThat(page.value("scoria_decode_duration_seconds_count{}")).isBetween(4.0, 5.0);
    }
  }

  @Test
  void refusalsForLoadDeadlinesAndClientsThatAreGoneAreCounted() {
    try (TestServer server = engine.serving(1).maxCallsInFlight(2).start();
        RawClient held = server.connect();
        RawClient gone = server.connect()) {
      engine.hold();
      held.send(PacedEngine.request(OK_ROW, 50));
      engine.awaitRun();
      gone.send(PacedEngine.request(OK_ROW));
      server.awaitCallsOnInstances(2);
      Exposed full = scrape(server);
      assertThat(full.value("scoria_calls_in_flight{}")).isBetween(1.0, 2.0);
      assertThat(full.value("scoria_calls_limit{}")).isEqualTo(2);
      gone.reset();
      assertThat(held.read().status()).isEqualTo(504);
      Exposed page = await(server, requests("score", "http/1.1", 499), 1);
      assertThat(page.value(reason(Reason.DEADLINE_EXCEEDED))).isEqualTo(1);
      assertThat(page.value(requests("score", "http/1.1", 504))).isEqualTo(1);
      assertThat(page.value("scoria_request_duration_seconds_count{outcome=gone}")).isEqualTo(1);
      engine.letGo();
    }
  }

  @Test
  void whatWaitsAndWhatRunsIsShownAndWhatFindsNoRoomIsCounted() {
    try (TestServer server = engine.serving(1).maxCallsInFlight(2).start();
        RawClient running = server.connect();
        RawClient waiting = server.connect()) {
      engine.hold();
      running.send(PacedEngine.request(OK_ROW));
      engine.awaitRun();
      waiting.send(PacedEngine.request(OK_ROW));
      server.awaitCallsOnInstances(2);
      assertRefused(send(server, PacedEngine.request(OK_ROW)), 503, "overloaded");
      Exposed page = await(server, reason(Reason.OVERLOADED), 1);
      assertThat(page.value("scoria_calls_in_flight{}")).isEqualTo(2);
      assertThat(page.value("scoria_calls_queued{}")).isEqualTo(1);
      assertThat(page.value("scoria_calls_executing{}")).isEqualTo(1);
      assertThat(page.value("scoria_capacity{}")).isEqualTo(1);
      assertThat(page.value("scoria_ready{}")).isEqualTo(1);
      assertThat(page.value("scoria_tensor_bytes{}")).isPositive();
      engine.letGo();
      assertThat(running.read().status()).isEqualTo(200);
      assertThat(waiting.read().status()).isEqualTo(200);
      assertThat(scrape(server).value("scoria_calls_in_flight{}")).isZero();
    }
  }

  @Test
  void batchesAreCountedByTheirRowsAndByWhyTheyBegan() {
    try (TestServer server = engine.serving(2).start()) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        clients.add(server.connect());
      }
      engine.hold();
      clients.getFirst().send(PacedEngine.request("[[1]]"));
      engine.awaitRun();
      String[] rows = {"[[1]]", "[[1]]", "[[1, 2]]", "[[1]]", "[[" + PacedEngine.POISON + "]]"};
      for (int i = 1; i < 6; i++) {
        clients.get(i).send(PacedEngine.request(rows[i - 1]));
        server.awaitCallsOnInstances(i + 1);
      }
      engine.letGo();
      for (int i = 0; i < 6; i++) {
        assertThat(clients.get(i).read().status()).isEqualTo(i == 5 ? 400 : 200);
      }
      clients.forEach(RawClient::close);

      String batches = "scoria_batches_total{place=instance, reason=%s}";
      await(server, batches.formatted("apart"), 2); // which is told after the answers
      Exposed page = await(server, requests("score", "http/1.1", 400), 1);
      // alone; two; the one of another shape; one with the one that fails, which are run apart
      assertThat(page.value(batches.formatted("drained"))).isEqualTo(2);
      assertThat(page.value(batches.formatted("full"))).isEqualTo(1);
      assertThat(page.value(batches.formatted("shape"))).isEqualTo(1);
      assertThat(page.value("scoria_batch_rows_count{}")).isEqualTo(3);
      assertThat(page.value("scoria_batch_rows_bucket{le=1.0}")).isEqualTo(2);
      assertThat(page.value("scoria_batch_rows_bucket{le=3.0}")).isEqualTo(3);
      assertThat(page.value("scoria_batch_rows_sum{}")).isEqualTo(4);
      assertThat(page.value("scoria_rows_total{}")).isEqualTo(4);
      assertThat(page.value("scoria_capacity{}")).isEqualTo(2);
    }
  }

  /**
   * What the server says lies between what the client knows: no less than the time for which it
   * knows the calls to be there, no more than from the sending of each to its answer.
   */
  @Test
  void theUtilizationIsExactUnderBurstsThatNoScrapeSees() {
    int calls = 4;
    try (TestServer server = engine.serving(1).start()) {
      String me = "User-Agent: scraper\r\n";
      long beforeNanos = System.nanoTime();
      double busyBefore =
          Exposed.parse(ask(server, me).text()).value("scoria_busy_seconds_total{}");
      long firstNanos = System.nanoTime();
      long leastNanos = 0;
      long mostNanos = 0;
      for (int burst = 0; burst < 5; burst++) {
        long[] known = burst(server, calls);
        leastNanos += known[0];
        mostNanos += known[1];
        assertThat(scrape(server).value("scoria_calls_in_flight{}")).isZero(); // of another scraper
      }
      long lastNanos = System.nanoTime();
      Exposed page = Exposed.parse(ask(server, me).text());
      long afterNanos = System.nanoTime();

      assertThat(page.value("scoria_busy_seconds_total{}") - busyBefore)
          .isBetween(leastNanos / 1e9, mostNanos / 1e9);
      assertThat(page.value("scoria_utilization{}"))
          .isBetween(
              (double) leastNanos / (afterNanos - beforeNanos),
              (double) mostNanos / (lastNanos - firstNanos));
      assertThat((double) leastNanos / mostNanos).as("the bounds are narrow").isGreaterThan(0.5);
    }
  }

  /** Call-nanoseconds that the calls of a burst were in flight, at least and at most. */
  private long[] burst(TestServer server, int calls) {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      clients.add(server.connect());
    }
    engine.hold();
    long[] sentNanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      sentNanos[i] = System.nanoTime();
      clients.get(i).send(PacedEngine.request(OK_ROW));
    }
    server.awaitCallsOnInstances(calls);
    long thereNanos = System.nanoTime();
    engine.holdFor(60);
    long leastNanos = calls * (System.nanoTime() - thereNanos);
    engine.letGo();
    long mostNanos = 0;
    for (int i = 0; i < calls; i++) {
      assertThat(clients.get(i).read().status()).isEqualTo(200);
      mostNanos += System.nanoTime() - sentNanos[i];
    }
    clients.forEach(RawClient::close);
    return new long[] {leastNanos, mostNanos};
  }

  @Test
  void whateverClientsSendTheSeriesStayTheSame() {
    Random random = new Random(11);
    try (TestServer server = engine.serving(1).start()) {
      send(server, PacedEngine.request(OK_ROW));
      odd(server, random, 500);
      int before = await(server, requests("other", "http/1.1", 404), 1).size();
      odd(server, random, 10_000);
      Exposed page = scrape(server);
      assertThat(page.beginning("scoria_requests_total")).hasSizeLessThan(25);
      assertThat(page.size() - before).isLessThan(20); // of statuses that had not occurred
    }
  }

  private static void odd(TestServer server, Random random, int requests) {
    RawClient client = server.connect();
    for (int i = 0; i < requests; i++) {
      String method =
          random.nextInt(3) == 0 ? "M" + Integer.toString(i, 36).toUpperCase(Locale.ROOT) : "GET";
      String path = "/p" + random.nextInt() + "?version=" + i;
      String version = random.nextInt(50) == 0 ? "HTTP/1." + random.nextInt(10) : "HTTP/1.1";
      String headers =
          "Host: h" + i + "\r\nUser-Agent: a" + i + "\r\nX-Odd-" + i + ": " + random.nextInt();
      client.send(method + " " + path + " " + version + "\r\n" + headers + "\r\n\r\n");
      Response answer = client.read();
      if (closes(answer)) {
        client.close();
        client = server.connect();
      }
    }
    client.close();
  }

  private static boolean closes(Response answer) {
    return "close".equals(answer.header("connection"));
  }

  @Test
  void everyFamilyIsDeclaredWithItsTypeAndLabels() {
    try (TestServer server =
        TestServer.configure(TestData.model("iris")).withManagement().start()) {
      server.score("{\"data\": [[5.1, 3.5, 1.4, 0.2]]}");
      Exposed page = await(server, requests("score", "http/1.1", 200), 1);
      Set<String> declared = new TreeSet<>();
      for (Meter meter : Meter.values()) {
        declared.add(meter.promName());
      }
      assertThat(declared).containsAll(page.types().keySet());
      Set<String> ofOthers =
          Set.of(
              "scoria_workers",
              "scoria_worker_restarts_total",
              "scoria_script_events_total",
              "scoria_script_duration_seconds",
              "scoria_log_dropped_total", // this server has no log of its own
              "scoria_log_requests_left_out_total");
      assertThat(
              Arrays.stream(Meter.values())
                  .map(Meter::promName)
                  .filter(name -> name.startsWith("scoria_") || name.startsWith("process_"))
                  .filter(name -> !page.types().containsKey(name)))
          .containsExactlyInAnyOrderElementsOf(ofOthers);
      for (Meter meter : Meter.values()) {
        String type = page.types().get(meter.promName());
        if (type != null) {
          String kind =
              meter.kind() == Meter.Kind.INFO
                  ? "gauge"
                  : meter.kind().name().toLowerCase(Locale.ROOT);
          assertThat(type).as(meter.promName()).isEqualTo(kind);
        }
      }
      assertThat(page.beginning("scoria_model_info"))
          .singleElement()
          .asString()
          .contains("name=iris");
      assertThat(page.beginning("scoria_build_info").getFirst()).contains("engine=ONNX Runtime 1.");
      assertThat(page.value("process_cpu_seconds_total{}")).isPositive();
      assertThat(page.value("process_resident_memory_bytes{}")).isGreaterThan(1 << 20);
      assertThat(page.value("process_open_fds{}")).isBetween(5.0, page.value("process_max_fds{}"));
      assertThat(page.value("scoria_model_load_seconds{}"))
          .isGreaterThan(page.value("scoria_model_calibration_seconds{}"));
      assertThat(page.value("scoria_model_run_seconds{rows=1}")).isBetween(1e-7, 1.0);
      assertThat(page.beginning("scoria_event_loop_delay_seconds"))
          .hasSize(Runtime.getRuntime().availableProcessors());
    }
  }

  @Test
  void theFormatIsTheOneThatIsAskedFor() {
    try (TestServer server = engine.serving(1).start()) {
      Response text = ask(server, "Accept: text/plain;version=0.0.4;q=0.5,*/*;q=0.1\r\n");
      assertThat(text.header("content-type")).startsWith("text/plain; version=0.0.4");
      Response openMetrics =
          ask(
              server,
              "Accept: application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5\r\n");
      assertThat(openMetrics.header("content-type"))
          .startsWith("application/openmetrics-text; version=1.0.0");
      assertThat(openMetrics.text()).endsWith("# EOF\n").contains("# TYPE scoria_requests counter");
    }
  }

  @Test
  void theManagementKeyIsNeededWhereThereIsOne() {
    String key = "met-x4Kq9ZtW2vRs";
    try (TestServer server = engine.serving(1).withManagement(new Keys(key, null)).start()) {
      assertRefused(ask(server, ""), 401, "missing_credentials");
      assertRefused(ask(server, "Authorization: Bearer wrong\r\n"), 401, "invalid_key");
      Response answer = ask(server, "Authorization: Bearer " + key + "\r\n");
      assertThat(answer.status()).isEqualTo(200);
      Exposed page = Exposed.parse(answer.text());
      assertThat(page.value("scoria_failed_credentials_total{reason=invalid_key}")).isEqualTo(1);
      assertThat(page.value("scoria_failed_credentials_total{reason=missing_credentials}"))
          .isEqualTo(1);
    }
  }

  @Test
  void scrapesMayComeAllAtOnce() {
    try (TestServer server = engine.serving(1).start()) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        clients.add(new RawClient(server.managementPort()));
      }
      clients.forEach(client -> client.send("GET /metrics HTTP/1.1\r\nHost: t\r\n\r\n"));
      for (RawClient client : clients) {
        Exposed.parse(client.read().text());
        client.close();
      }
    }
  }
}
