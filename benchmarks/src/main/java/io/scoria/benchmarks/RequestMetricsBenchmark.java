package io.scoria.benchmarks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.scoria.admission.Admission;
import io.scoria.admission.Permit;
import io.scoria.call.Timing;
import io.scoria.telemetry.Exposition;
import io.scoria.telemetry.RequestMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds that the figures of one scored request cost: counting it by status with the bytes of
 * both bodies, its five times in histograms, and its part of the integral of calls in flight.
 * {@code micrometer} is what the same counters and timers cost as Micrometer has them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestMetricsBenchmark {
  private static final int REQUESTS = 1024; // of different times; a power of two

  private final RequestMetrics metrics = new RequestMetrics("1.0", 1);
  private final Admission admission = new Admission(1000);
  private final ScoredRequest[] requests = new ScoredRequest[REQUESTS];
  private int next;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter count = Counter.builder("requests").register(registry);
  private final Counter in = Counter.builder("in").register(registry);
  private final Counter out = Counter.builder("out").register(registry);
  private final List<Timer> timers = new ArrayList<>();

  public RequestMetricsBenchmark() {
    for (int i = 0; i < REQUESTS; i++) {
      long nanos = (i + 1L) * (i + 1L) * 37; // from 37 ns to 39 ms
      Timing timing = new Timing(nanos / 50, nanos / 3, nanos / 2, nanos / 80, 8);
      requests[i] = new ScoredRequest(timing, nanos, BenchmarkLoop.ONE);
      requests[i].endAt(nanos);
    }
    Duration[] bounds = new Duration[27];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Duration.ofNanos(1000L << i);
    }
    for (String name : List.of("request", "decode", "queue", "compute", "encode")) {
      timers.add(Timer.builder(name).serviceLevelObjectives(bounds).register(registry));
    }
  }

  private ScoredRequest nextRequest() {
    next = (next + 1) & (REQUESTS - 1);
    return requests[next];
  }

  /** As the event loop tells it. */
  @Benchmark
  public void request() {
    metrics.ended(nextRequest());
  }

  /** With the permit that the request had; making that is part of it, measured or not. */
  @Benchmark
  public void requestAndPermit() {
    Permit permit = admission.tryAcquire();
    if (permit == null) {
      throw new IllegalStateException("none was taken");
    }
    permit.close();
    metrics.ended(nextRequest());
  }

  /** The permit alone, with the bounds that it is for. */
  @Benchmark
  public void permit() {
    Permit permit = admission.tryAcquire();
    if (permit == null) {
      throw new IllegalStateException("none was taken");
    }
    permit.close();
  }

  @Benchmark
  public void micrometer() {
    ScoredRequest request = nextRequest();
    Timing timing = request.timing();
    count.increment();
    in.increment((double) request.requestBytes());
    out.increment((double) request.replyBytes());
    timers.get(0).record(request.endNanos() - request.arrivalNanos(), TimeUnit.NANOSECONDS);
    timers.get(1).record(timing.decodeNanos(), TimeUnit.NANOSECONDS);
    timers.get(2).record(timing.queueNanos(), TimeUnit.NANOSECONDS);
    timers.get(3).record(timing.runNanos(), TimeUnit.NANOSECONDS);
    timers.get(4).record(timing.encodeNanos(), TimeUnit.NANOSECONDS);
  }

  /** What a scraper would read. */
  String page() {
    try (Exposition exposition = new Exposition()) {
      exposition.add(metrics);
      byte[] text = exposition.scrape("", "benchmark").body().array();
      return new String(text, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  Admission admission() {
    return admission;
  }

  String micrometerPage() {
    return registry.scrape();
  }
}
