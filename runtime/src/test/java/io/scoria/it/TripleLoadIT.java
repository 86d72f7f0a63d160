package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Three times as many clients as the server needs to be busy: it scores as many calls as before,
 * and tells every other that it does not. A run takes a fixed time whatever the machine does, so
 * that what is counted is the server's doing.
 */
@ExtendWith(NoNettyLeaks.class)
class TripleLoadIT {
  private static final int RUN_MS = 40;
  private static final int BATCH = 8;
  private static final int CLIENTS = 2 * BATCH; // while half of them run, the others wait
  private static final int IN_FLIGHT = 3 * BATCH;
  private static final int IMPATIENT_MS = 90; // less than what waits at most takes
  private static final int REST_MS = 20;
  private static final int WARM_UP_MS = 500;
  private static final int WINDOW_MS = 2000;
  private static final int ROUNDS = 2;
  private static final double GOODPUT = 0.9; // 0.95 is the aim, the rest is for a noisy machine

  private final AtomicInteger ids = new AtomicInteger(PacedEngine.POISON); // none is it

  /** What became of the calls of one client, or of several. */
  private record Tally(int sent, int scored, int inWindow, int refused, int expired) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(
          sent + other.sent,
          scored + other.scored,
          inWindow + other.inWindow,
          refused + other.refused,
          expired + other.expired);
    }
  }

  @Test
  void scoresAsMuchAsAtItsPeakAndTellsEveryOtherCallWhyNot() throws Exception {
    Tally peak = Tally.NONE;
    Tally triple = Tally.NONE;
    PacedEngine engine = new PacedEngine(RUN_MS);
    try (TestServer server = engine.serving(BATCH).maxCallsInFlight(IN_FLIGHT).start()) {
      for (int round = 0; round < ROUNDS; round++) {
        peak = peak.plus(load(server, CLIENTS));
        triple = triple.plus(load(server, 3 * CLIENTS));
        server.awaitCallsOnInstances(0); // what expired may still run
      }
    }
    System.out.printf(
        "three times the load: %.1f %% of the peak's goodput (%d and %d); %s%n",
        100.0 * triple.inWindow() / peak.inWindow(), triple.inWindow(), peak.inWindow(), triple);
    assertThat(triple.inWindow()).isGreaterThanOrEqualTo((int) (GOODPUT * peak.inWindow()));
    assertThat(peak.scored()).isEqualTo(peak.sent());
    assertThat(triple.refused()).isPositive();
    assertThat(triple.scored() + triple.refused() + triple.expired()).isEqualTo(triple.sent());
  }

  private Tally load(TestServer server, int clients) throws Exception {
    long windowNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WARM_UP_MS);
    long endNanos = windowNanos + TimeUnit.MILLISECONDS.toNanos(WINDOW_MS);
    List<Callable<Tally>> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      boolean impatient = clients > CLIENTS && i % 4 == 0;
      all.add(() -> callUntil(server, windowNanos, endNanos, impatient));
    }
    Tally sum = Tally.NONE;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Tally> client : threads.invokeAll(all)) {
        sum = sum.plus(client.get());
      }
    }
    return sum;
  }

  /** One call after the other over one connection; a refused one is followed by a short rest. */
  private Tally callUntil(TestServer server, long windowNanos, long endNanos, boolean impatient) {
    Tally tally = Tally.NONE;
    try (RawClient client = server.connect()) {
      while (System.nanoTime() - endNanos < 0) {
        int id = ids.incrementAndGet();
        Response response = client.send(request(id, impatient)).read();
        tally = tally.plus(judge(response, id, System.nanoTime() - windowNanos, endNanos));
        if (response.status() == 503) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(REST_MS));
        }
      }
      assertThat(client.isSilentFor(5)).as("nothing is answered twice").isTrue();
    }
    return tally;
  }

  private static String request(int id, boolean impatient) {
    String row = "[[" + id + "]]";
    return impatient ? PacedEngine.request(row, IMPATIENT_MS) : PacedEngine.request(row);
  }

  private static Tally judge(Response response, int id, long afterNanos, long endNanos) {
    if (response.status() == 200) {
      assertThat(response.json().get("result").get(0).get(0).intValue()).isEqualTo(2 * id);
      boolean inWindow = afterNanos >= 0 && System.nanoTime() - endNanos < 0;
      return new Tally(1, 1, inWindow ? 1 : 0, 0, 0);
    }
    String code = response.json().get("code").textValue();
    if (response.status() == 504) {
      assertThat(code).isEqualTo("deadline_exceeded");
      return new Tally(1, 0, 0, 0, 1);
    }
    assertThat(response.status()).as("%s", response).isEqualTo(503);
    assertThat(code).isIn(Set.of("overloaded", "queue_wait_exceeded"));
    assertThat(response.header("retry-after")).isEqualTo("1");
    return new Tally(1, 0, 0, 1, 0);
  }
}
