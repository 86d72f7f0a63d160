package io.scoria.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.benchmarks.load.OpenPlan.Arrivals;
import io.scoria.benchmarks.process.CpuMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorIT {
  private static final LengthRange TWO_BYTES = LengthRange.exactly(2);
  private static final ClosedPlan CLOSED = new ClosedPlan(8, 0.1, 0.3, TWO_BYTES);
  private static final long SECOND = 1_000_000_000;

  private final RequestBytes request = RequestBytes.post("/", List.of("X: y"), new byte[5000]);
  private final LoadGenerator generator = new LoadGenerator(2);

  @AfterEach
  void stop() {
    generator.close();
  }

  private LoadResult closed(IntFunction<String> answers) throws Exception {
    try (TestServer server = new TestServer(request, answers)) {
      return generator.closedLoop(server.target(), request, CLOSED, CpuMeter.NONE);
    }
  }

  private LoadResult open(double perSecond, int connections, IntFunction<String> answers)
      throws Exception {
    OpenPlan plan =
        new OpenPlan(perSecond, Arrivals.UNIFORM, connections, 0.2, 2, 10 * SECOND, TWO_BYTES);
    try (TestServer server = new TestServer(request, answers)) {
      return generator.openLoop(server.target(), request, plan, CpuMeter.NONE);
    }
  }

  @Test
  void aClosedLoopCountsWhatTheServerAnswered() throws Exception {
    try (TestServer server = new TestServer(request, i -> TestServer.OK)) {
      LoadResult result = generator.closedLoop(server.target(), request, CLOSED, CpuMeter.NONE);
      assertThat(result.counts().ok()).isBetween(1L, (long) server.requests.get());
      assertThat(result.counts().all()).isEqualTo(result.counts().ok());
      assertThat(result.latencies().scored().getTotalCount()).isEqualTo(result.counts().ok());
      assertThat(result.firstProblem()).isEmpty();
    }
  }

  @Test
  void aWindowLiesBetweenWhatItsListenerIsTold() throws Exception {
    try (TestServer server = new TestServer(request, i -> TestServer.OK)) {
      List<Integer> requests = new ArrayList<>();
      WindowListener listener =
          new WindowListener() {
            @Override
            public void beforeWindow() {
              requests.add(server.requests.get());
            }

            @Override
            public void afterWindow() {
              requests.add(server.requests.get());
            }
          };
      LoadResult result =
          generator.closedLoop(server.target(), request, CLOSED, CpuMeter.NONE, listener);
      assertThat(requests).hasSize(2);
      assertThat(requests.getFirst()).isGreaterThan(CLOSED.connections());
      // What was under way at the beginning was answered in the window, too.
      int between = requests.getLast() - requests.getFirst() + CLOSED.connections();
      assertThat(result.counts().ok()).isBetween(1L, (long) between);
    }
  }

  @Test
  void refusalsAreNoErrorsAndNotScored() throws Exception {
    LoadResult result = closed(i -> i % 2 == 0 ? TestServer.OK : TestServer.UNAVAILABLE);
    assertThat(result.counts().ok()).isPositive();
    assertThat(result.counts().refused()).isPositive();
    assertThat(result.counts().errors()).isZero();
  }

  @Test
  void aRefusedConnectionComesBackNoSoonerThanTheServerAsks() throws Exception {
    for (String connection : List.of("keep-alive", "close")) {
      String busy =
          "HTTP/1.1 503 Busy\r\nRetry-After: 5\r\nConnection: %s\r\nContent-Length: 0\r\n\r\n"
              .formatted(connection);
      try (TestServer server = new TestServer(request, i -> busy)) {
        ClosedPlan plan = new ClosedPlan(8, 0.5, 0.1, TWO_BYTES);
        generator.closedLoop(server.target(), request, plan, CpuMeter.NONE);
        assertThat(server.requests.get()).isEqualTo(8);
      }
    }
  }

  @Test
  void aServerThatHangsUpIsAnErrorEachTime() throws Exception {
    LoadResult result = closed(i -> i % 10 == 9 ? TestServer.HANG_UP : TestServer.OK);
    assertThat(result.counts().ok()).isPositive();
    assertThat(result.counts().broken()).isPositive();
    assertThat(result.firstProblem()).isNotEmpty();
  }

  @Test
  void anOpenLoopSendsEverythingThatWasDue() throws Exception {
    LoadResult result = open(300, 64, i -> TestServer.OK);
    assertThat(result.counts().all()).isEqualTo(600);
    assertThat(result.counts().ok()).isEqualTo(600);
  }

  @Test
  void aStallShowsInTheLatencyOfAllThatWereDueMeanwhile() throws Exception {
    long startNanos = System.nanoTime();
    // Nobody is answered from 1.0 to 1.6 s after the start, whatever the connection.
    LoadResult result =
        open(
            200,
            4,
            i -> {
              long at = System.nanoTime() - startNanos;
              if (at > SECOND && at < SECOND * 8 / 5) {
                LockSupport.parkNanos(SECOND * 8 / 5 - at);
              }
              return TestServer.OK;
            });
    var scored = result.latencies().scored();
    long slow = scored.getCountBetweenValues(SECOND / 10, scored.getMaxValue());
    // 200 a second for 0.5 s would wait for more than 0.1 s; a closed loop would hide all but a
    // few.
    assertThat(slow).isGreaterThan(80);
    assertThat(result.counts().all()).isEqualTo(400);
  }

  @Test
  void everyRefusalUnderOverloadIsCountedOnce() throws Exception {
    LoadResult result = open(2000, 512, i -> TestServer.UNAVAILABLE);
    assertThat(result.counts().refused()).isEqualTo(4000);
    assertThat(result.latencies().refusalsFromSending().getTotalCount()).isEqualTo(4000);
    assertThat(result.counts().good()).isZero();
  }

  @Test
  void aProbeTellsWhatTheServerSays() throws Exception {
    try (TestServer server = new TestServer(request, i -> TestServer.UNAVAILABLE)) {
      Answer answer = Probe.send(server.target(), request, 5000);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).isEqualTo("busy");
    }
    try (TestServer server = new TestServer(request, i -> TestServer.HANG_UP)) {
      assertThat(Probe.send(server.target(), request, 5000).status()).isEqualTo(Probe.NO_ANSWER);
    }
  }
}
