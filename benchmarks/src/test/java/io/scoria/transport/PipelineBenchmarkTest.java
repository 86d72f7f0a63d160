package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PipelineBenchmarkTest {
  @Test
  void everyRequestIsAnsweredAndTheBaselineAnswersAsManyBytes() throws Exception {
    PipelineBenchmark benchmark = new PipelineBenchmark();
    benchmark.open(Path.of(".."));
    try {
      int bytes = benchmark.oneRequest();
      assertThat(bytes).isPositive();
      assertThat(benchmark.sixteenRequests()).isEqualTo(16 * bytes);
      assertThat(benchmark.oneRequestBaseline()).isEqualTo(bytes);
      assertThat(benchmark.sixteenRequestsBaseline()).isEqualTo(16 * bytes);
    } finally {
      benchmark.close();
    }
  }
}
