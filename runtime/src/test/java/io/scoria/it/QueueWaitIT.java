package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls that would wait for longer than they may. */
class QueueWaitIT {
  private static final int RUN_MS = 100;
  private static final int BATCH = 8;
  private static final int MAX_WAIT_MS = 400;
  private static final int CALLS = 16;

  private final PacedEngine engine = new PacedEngine(RUN_MS);

  /** A call of as many rows as a batch takes as long as the batch: about four may wait, or run. */
  @Test
  void areRefusedByTheRowsThatAreBeforeThem() {
    List<Response> refused = refusedOfManyAtOnce(BATCH);
    assertThat(refused).hasSizeBetween(CALLS / 2, CALLS - 2);
    for (Response each : refused) {
      assertRefused(each, 503, "queue_wait_exceeded").contains(" ms");
      assertThat(each.header("retry-after")).isEqualTo("1");
    }
  }

  /** Of calls of {@link #BATCH} rows that come at once, when it is known what a run takes. */
  private List<Response> refusedOfManyAtOnce(int maxBatchRows) {
    try (TestServer server = engine.serving(maxBatchRows).maxQueueWaitMs(MAX_WAIT_MS).start()) {
      List<RawClient> clients = new ArrayList<>();
      try {
        String call = PacedEngine.request(rows(BATCH));
        for (int i = 0; i < CALLS; i++) {
          clients.add(server.connect());
        }
        for (int run = 0; run < PacedEngine.RUNS_TO_KNOW; run++) {
          assertThat(clients.getFirst().send(call).read().status()).isEqualTo(200);
        }
        engine.hold();
        clients.forEach(client -> client.send(call));
        engine.letGo();
        List<Response> answers = clients.stream().map(RawClient::read).toList();
        return answers.stream().filter(each -> each.status() != 200).toList();
      } finally {
        engine.letGo();
        clients.forEach(RawClient::close);
      }
    }
  }

  /** As many as would be too many by that one, all of which the later runs are in time for. */
  @Test
  void areNotRefusedForOneSlowRunOfAModelThatIsNotMeasured() {
    PacedEngine slowOnce = new PacedEngine(0);
    try (TestServer server = slowOnce.serving(1).maxQueueWaitMs(MAX_WAIT_MS).start()) {
      List<RawClient> clients = new ArrayList<>();
      try {
        String row = PacedEngine.request(rows(1));
        for (int i = 0; i < CALLS; i++) {
          clients.add(server.connect());
        }
        slowOnce.hold();
        clients.getFirst().send(row);
        slowOnce.holdFor(RUN_MS);
        slowOnce.letGo();
        assertThat(clients.getFirst().read().status()).isEqualTo(200);
        slowOnce.hold();
        clients.forEach(client -> client.send(row));
        slowOnce.letGo();
        assertThat(clients.stream().map(RawClient::read)).allMatch(each -> each.status() == 200);
      } finally {
        slowOnce.letGo();
        clients.forEach(RawClient::close);
      }
    }
  }

  /** Of a model whose calls are not joined, each call is a run, however many rows it has. */
  @Test
  void areRefusedByTheRunsBeforeThemWhereCallsAreNotJoined() {
    assertThat(refusedOfManyAtOnce(1))
        .hasSizeBetween(CALLS / 2, CALLS - 2)
        .allSatisfy(each -> assertRefused(each, 503, "queue_wait_exceeded"));
  }

  /** However long runs are: who finds a free one does not wait. */
  @Test
  void areNotRefusedWhereAnInstanceIsFree() {
    try (TestServer server = engine.serving(2, BATCH).maxQueueWaitMs(RUN_MS / 4).start();
        RawClient first = server.connect();
        RawClient second = server.connect();
        RawClient third = server.connect()) {
      String batch = PacedEngine.request(rows(BATCH));
      for (int run = 0; run < PacedEngine.RUNS_TO_KNOW; run++) {
        assertThat(first.send(batch).read().status()).isEqualTo(200);
      }
      engine.hold();
      first.send(batch);
      engine.awaitRun();
      second.send(batch);
      engine.awaitRuns(2);
      assertRefused(third.send(batch).read(), 503, "queue_wait_exceeded");
      engine.letGo();
      assertThat(List.of(first.read().status(), second.read().status())).containsOnly(200);
    } finally {
      engine.letGo();
    }
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "[1]")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Whose time was over before it was looked at: that is no long queue. */
  @Test
  void areToldOfTheirDeadlineWhereThatIsWhatTheyMissed() {
    try (TestServer server = TestServer.serving(TestData.model("iris"));
        RawClient client = server.connect()) {
      String body = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
      String head = "X-Scoring-Timeout-Ms: 1\r\nContent-Length: " + body.length() + "\r\n";
      RawClient current = client;
      for (int i = 0; i < 300; i++) {
        current.send(RawClient.scoreHead(head) + body.substring(0, 20));
        Thread.onSpinWait();
        Response answer = current.send(body.substring(20)).read();
        assertThat(answer.status()).isIn(200, 408, 504);
        if (answer.status() == 408) {
          return; // the connection has ended with it
        }
      }
    }
  }
}
