package io.scoria.benchmarks;

import io.scoria.call.RequestObserver;
import io.scoria.call.Timing;
import io.scoria.config.LogConfig;
import io.scoria.config.LogConfig.Requests;
import io.scoria.log.ServerLog;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds, and with {@code -prof gc} bytes, that the log of requests costs the event loop for
 * each of them. One after another without a pause: so of {@code all} most are dropped, and of the
 * default nearly all are left out. The reading of the clock, which the loop has done, is in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestLogBenchmark {
  /** What is asked for. */
  public enum Which {
    DEFAULT,
    OFF,
    ERRORS,
    HUNDREDTH,
    ALL;

    Requests requests() {
      return switch (this) {
        case DEFAULT -> LogConfig.defaults().requests();
        case OFF -> new Requests.Off();
        case ERRORS -> new Requests.Errors();
        case HUNDREDTH -> new Requests.Fraction(0.01);
        case ALL -> new Requests.All();
      };
    }
  }

  private static final Timing TIMING = new Timing(1000, 2000, 3000, 400, 8);

  @Param private Which which = Which.DEFAULT;

  private @Nullable ServerLog log; // from the set-up to the end
  private RequestObserver observer = RequestObserver.NONE;
  private final ScoredRequest request = new ScoredRequest(TIMING, 10_000, null);

  @Setup(Level.Trial)
  public void start() {
    LogConfig config = new LogConfig(LogConfig.Format.JSON, LogConfig.Level.INFO, which.requests());
    ServerLog started = ServerLog.start(config, "1.0", OutputStream.nullOutputStream(), true);
    log = started;
    observer = started.requests();
  }

  @TearDown(Level.Trial)
  public void stop() {
    ServerLog started = log;
    if (started != null) {
      started.close();
    }
  }

  @Benchmark
  public void scored() {
    request.endAt(System.nanoTime());
    observer.ended(request);
  }

  /** To be taken off the other. */
  @Benchmark
  public long clockAlone() {
    request.endAt(System.nanoTime());
    return request.endNanos();
  }
}
