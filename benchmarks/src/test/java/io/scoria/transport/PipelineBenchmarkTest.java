package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.util.ResourceLeakDetector;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PipelineBenchmarkTest {
  private static final int REQUESTS = 80_000;
  private static final int MOST_BYTES = 1024;
  private static final int MOST_TRIES = 30; // each a second at most: the compiler takes a few

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

  @Test
  void aRequestAllocatesLessThanAKibibyteAloneToo() throws Exception {
    assertThat(leastBytes(1, PipelineBenchmark::oneRequest, PipelineBenchmark::oneRequestBaseline))
        .isBetween(1.0, MOST_BYTES - 1.0);
  }

  @Test
  void aRequestOfSeveralAtOnceAllocatesLessThanAKibibyte() throws Exception {
    assertThat(
            leastBytes(
                16, PipelineBenchmark::sixteenRequests, PipelineBenchmark::sixteenRequestsBaseline))
        .isBetween(1.0, MOST_BYTES - 1.0);
  }

  /**
   * Of a request, less what the baseline allocates; the least of some tries, or the first that is
   * little enough.
   */
  private static double leastBytes(
      int requests, Consumer<PipelineBenchmark> scored, Consumer<PipelineBenchmark> baseline)
      throws Exception {
    ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
    PipelineBenchmark benchmark = new PipelineBenchmark();
    benchmark.open(Path.of(".."));
    try {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // as in service
      double bytes = Double.POSITIVE_INFINITY;
      for (int i = 0; i < MOST_TRIES && bytes >= MOST_BYTES; i++) {
        double tried =
            bytesOfRequest(requests, () -> scored.accept(benchmark))
                - bytesOfRequest(requests, () -> baseline.accept(benchmark));
        bytes = Math.min(bytes, tried);
      }
      return bytes;
    } finally {
      benchmark.close();
      ResourceLeakDetector.setLevel(level);
    }
  }

  private static double bytesOfRequest(int requests, Runnable sends) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < REQUESTS; i += requests) {
      sends.run();
    }
    return (double) (threads.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
  }
}
