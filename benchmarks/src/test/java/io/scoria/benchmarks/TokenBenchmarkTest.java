package io.scoria.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Authentication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBenchmarkTest {
  private final TokenBenchmark benchmark = new TokenBenchmark();

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
  void eachMethodMeasuresWhatItsNameSays(String algorithm) throws Exception {
    benchmark.algorithm = algorithm;
    benchmark.sign();

    assertThat(benchmark.key()).isInstanceOf(Authentication.Accepted.class);
    assertThat(benchmark.keyWhereTokensAreTakenToo()).isEqualTo(benchmark.key());
    Authentication remembered = benchmark.rememberedToken();
    assertThat(remembered).isInstanceOf(Authentication.Accepted.class);
    assertThat(benchmark.rememberedToken()).isSameAs(remembered);
    Authentication verified = benchmark.tokenNotSeenBefore();
    assertThat(verified).isEqualTo(remembered);
    assertThat(benchmark.tokenNotSeenBefore()).isNotSameAs(verified).isEqualTo(verified);
    assertThat(benchmark.tokenNotSeenBefore()).isNotSameAs(verified).isEqualTo(verified);
  }
}
