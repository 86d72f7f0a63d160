package io.scoria.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.EndedRequest;
import io.scoria.call.FakeLoop;
import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Route;
import io.scoria.call.Timing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class RequestMetricsTest {
  private static final Timing TIMING = new Timing(1_000, 20_000, 3_000_000, 400, 8);

  private final RequestMetrics metrics = new RequestMetrics("v7", 1);

  private record Ended(
      Route route,
      String protocol,
      int status,
      @Nullable Reason refusal,
      boolean isWhole,
      Timing timing,
      long endNanos,
      @Nullable Loop loop)
      implements EndedRequest {
    static Ended scored(Loop loop) {
      return new Ended(Route.SCORE, "HTTP/1.1", 200, null, true, TIMING, 5_000_000, loop);
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String target() {
      return "/score";
    }

    @Override
    public RequestIdentity identity() {
      return RequestIdentity.NONE;
    }

    @Override
    public String clientAddress() {
      return "192.0.2.1";
    }

    @Override
    public long arrivalNanos() {
      return 0;
    }

    @Override
    public long requestBytes() {
      return 10;
    }

    @Override
    public long replyBytes() {
      return 3;
    }
  }

  private String page() {
    try (Exposition exposition = Exposition.withoutJvm()) {
      exposition.add(metrics);
      return new String(exposition.scrape("", "me").body().array(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aScoredRequestIsInEveryHistogramOnce() {
    metrics.ended(Ended.scored(new FakeLoop()));
    assertThat(page())
        .contains(
            "scoria_requests_total{code=\"200\",protocol=\"http/1.1\",route=\"score\",version=\"v7\"}"
                + " 1.0\n")
        .contains("scoria_request_duration_seconds_sum{outcome=\"scored\"} 0.005\n")
        .contains("scoria_request_duration_seconds_bucket{outcome=\"scored\",le=\"0.0025\"} 0\n")
        .contains("scoria_request_duration_seconds_bucket{outcome=\"scored\",le=\"0.005\"} 1\n")
        .contains("scoria_decode_duration_seconds_sum 1.0E-6\n")
        .contains("scoria_queue_duration_seconds_sum 2.0E-5\n")
        .contains("scoria_compute_duration_seconds_sum 0.003\n")
        .contains("scoria_encode_duration_seconds_sum 4.0E-7\n")
        .contains("scoria_request_bytes_total 10.0\n")
        .contains("scoria_response_bytes_total 3.0\n");
  }

  @Test
  void aTimeThatIsNotKnownIsInNone() {
    metrics.ended(
        new Ended(Route.SCORE, "HTTP/1.0", 503, Reason.OVERLOADED, true, Timing.NOT_RUN, 1, null));
    assertThat(page())
        .contains("scoria_compute_duration_seconds_count 0\n")
        .contains("scoria_decode_duration_seconds_count 0\n")
        .contains("scoria_request_duration_seconds_count{outcome=\"server_error\"} 1\n")
        .contains("scoria_refusals_total{reason=\"overloaded\"} 1.0\n")
        .contains("code=\"503\",protocol=\"http/1.0\"");
  }

  @Test
  void whatIsNoScoringRequestIsCountedAndNotTimed() {
    metrics.ended(
        new Ended(Route.OTHER, "HTTP/1.1", 404, Reason.NOT_FOUND, true, Timing.NOT_RUN, 9, null));
    assertThat(page())
        .contains("code=\"404\",protocol=\"http/1.1\",route=\"other\",version=\"v7\"} 1.0\n")
        .contains("scoria_request_duration_seconds_count{outcome=\"client_error\"} 0\n");
  }

  @Test
  void whoeverDidNotWaitIsGoneWhateverTheStatus() {
    metrics.ended(new Ended(Route.SCORE, "HTTP/1.1", 200, null, false, TIMING, 9, new FakeLoop()));
    metrics.ended(
        new Ended(
            Route.SCORE,
            "HTTP/1.1",
            EndedRequest.CLIENT_GONE,
            null,
            true,
            Timing.NOT_RUN,
            9,
            new FakeLoop()));
    assertThat(page())
        .contains("scoria_request_duration_seconds_count{outcome=\"gone\"} 2\n")
        .contains("scoria_request_duration_seconds_count{outcome=\"scored\"} 0\n")
        .contains("code=\"499\"");
  }

  @Test
  void nothingOutsideOfItsBoundsIsCountedElsewhere() {
    metrics.ended(new Ended(Route.OTHER, "odd", -7, null, true, Timing.NOT_RUN, 9, new FakeLoop()));
    metrics.ended(
        new Ended(Route.OTHER, "odd", 1 << 30, null, true, Timing.NOT_RUN, 9, new FakeLoop()));
    assertThat(page()).contains("code=\"0\",protocol=\"http/1.1\",route=\"other\"");
  }

  @Test
  void nothingIsLostBetweenALoopAndThreadsThatAreNone() throws InterruptedException {
    int each = 20_000;
    List<Thread> threads = new ArrayList<>();
    FakeLoop loop = new FakeLoop();
    threads.add(Thread.ofPlatform().start(() -> end(each, loop)));
    threads.add(Thread.ofPlatform().start(() -> end(each, null)));
    threads.add(Thread.ofPlatform().start(() -> end(each, null)));
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(page())
        .contains("route=\"score\",version=\"v7\"} " + 3 * each + ".0\n")
        .contains("scoria_compute_duration_seconds_count " + 3 * each + "\n");
  }

  private void end(int requests, @Nullable Loop loop) {
    for (int i = 0; i < requests; i++) {
      metrics.ended(new Ended(Route.SCORE, "HTTP/1.1", 200, null, true, TIMING, 9, loop));
    }
  }
}
