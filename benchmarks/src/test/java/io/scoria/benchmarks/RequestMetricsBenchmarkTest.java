package io.scoria.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestMetricsBenchmarkTest {
  private final RequestMetricsBenchmark benchmark = new RequestMetricsBenchmark();

  @Test
  void eachMethodMeasuresWhatItsNameSays() {
    benchmark.request();
    benchmark.requestAndPermit();
    benchmark.permit();
    assertThat(benchmark.page())
        .contains("route=\"score\",version=\"1.0\"} 2.0\n")
        .contains("scoria_request_bytes_total 62.0\n")
        .contains("scoria_request_duration_seconds_count{outcome=\"scored\"} 2\n")
        .contains("scoria_decode_duration_seconds_count 2\n")
        .contains("scoria_queue_duration_seconds_count 2\n")
        .contains("scoria_compute_duration_seconds_count 2\n")
        .contains("scoria_encode_duration_seconds_count 2\n");
    assertThat(benchmark.admission().inFlight()).isZero();
    assertThat(benchmark.admission().busyNanos()).isPositive();

    benchmark.micrometer();
    assertThat(benchmark.micrometerPage())
        .contains("requests_total 1.0\n")
        .contains("request_seconds_count 1\n")
        .contains("encode_seconds_count 1\n")
        .contains("request_seconds_bucket{le=\"1.0E-6\"}");
  }
}
