package io.scoria.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FlatnessTest {
  private static List<Holdings> holdings(LongUnaryOperator threads) {
    return LongStream.range(0, 100)
        .mapToObj(second -> new Holdings(second, 0, 0, threads.applyAsLong(second)))
        .toList();
  }

  private static Flatness of(LongUnaryOperator threads) {
    return Flatness.of("threads", holdings(threads), Holdings::threads, 10, 0.05, 0);
  }

  @Test
  void whatGrowsInTheWarmUpAloneIsFlat() {
    Flatness flat = of(second -> second < 10 ? second : 100 + second % 2);
    assertThat(flat.isMet()).isTrue();
    assertThat(flat.most()).isEqualTo(flat.first() * 1.05);
  }

  @Test
  void whatGrowsSlowlyIsNot() {
    assertThat(of(second -> 100 + second / 5).isMet()).isFalse();
  }

  @Test
  void oneHighLookDoesNotCount() {
    assertThat(of(second -> second == 95 ? 1000 : 100).isMet()).isTrue();
  }

  @Test
  void aRunThatIsAllWarmUpIsRefused() {
    assertThatThrownBy(() -> Flatness.of("x", holdings(s -> 1), Holdings::threads, 98, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thisProcessHoldsSomething() throws IOException {
    Holdings own = Holdings.of(ProcessHandle.current().pid(), 1);
    assertThat(own.residentBytes()).isGreaterThan(1 << 20);
    assertThat(own.descriptors()).isGreaterThan(2);
    assertThat(own.threads()).isPositive();
    assertThatThrownBy(() -> Holdings.number("Threads:\t4", "VmRSS:"))
        .isInstanceOf(IOException.class);
  }
}
