package io.scoria.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Authentication;
import org.junit.jupiter.api.Test;

class AuthenticationBenchmarkTest {
  private final AuthenticationBenchmark benchmark = new AuthenticationBenchmark();

  @Test
  void eachMethodMeasuresWhatItsNameSays() {
    assertThat(benchmark.primaryKey()).isInstanceOf(Authentication.Accepted.class);
    assertThat(benchmark.secondaryKey())
        .isInstanceOf(Authentication.Accepted.class)
        .isNotEqualTo(benchmark.primaryKey());
    assertThat(benchmark.wrongKey()).isInstanceOf(Authentication.Denied.class);
  }
}
