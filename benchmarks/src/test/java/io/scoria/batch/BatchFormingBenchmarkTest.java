package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class BatchFormingBenchmarkTest {
  @ParameterizedTest
  @CsvSource({"1, 4", "8, 4", "8, 512", "64, 4", "64, 512"})
  void everyCallOfABatchEndsWithItsOwnRow(int calls, int floats) {
    BatchFormingBenchmark benchmark = new BatchFormingBenchmark();
    benchmark.calls = calls;
    benchmark.floats = floats;
    benchmark.open();
    long ofOneBatch = (long) calls * (calls + 1) / 2; // rows counted from 1, added up
    assertThat(benchmark.tick()).isEqualTo(ofOneBatch);
    assertThat(benchmark.instance()).isEqualTo(2 * ofOneBatch);
    assertThat(benchmark.tick()).isEqualTo(3 * ofOneBatch);
  }
}
