package io.scoria.benchmarks;

import io.scoria.auth.Authentication;
import io.scoria.auth.KeyAuthenticator;
import io.scoria.auth.Keys;
import io.scoria.call.RequestHead;
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
 * Nanoseconds to authenticate one request by its key, of the 43 characters that Scoria's own keys
 * have. Finding the header in a request is not in it: the head has its value at hand.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AuthenticationBenchmark {
  private static final String PRIMARY = "p".repeat(43);
  private static final String SECONDARY = "s".repeat(43);

  private final KeyAuthenticator authenticator = new KeyAuthenticator(new Keys(PRIMARY, SECONDARY));
  private final RequestHead primary = new BearerHead(PRIMARY);
  private final RequestHead secondary = new BearerHead(SECONDARY);
  private final RequestHead wrong = new BearerHead("w".repeat(43));

  @Benchmark
  public Authentication primaryKey() {
    return authenticator.authenticate(primary);
  }

  @Benchmark
  public Authentication secondaryKey() {
    return authenticator.authenticate(secondary);
  }

  @Benchmark
  public Authentication wrongKey() {
    return authenticator.authenticate(wrong);
  }
}
