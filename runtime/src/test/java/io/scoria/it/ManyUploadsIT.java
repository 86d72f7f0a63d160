package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies that come while the model is busy, each of which it will have to score before others. */
class ManyUploadsIT {
  private static final int RUN_MS = 100;
  private static final int MAX_WAIT_MS = 350;
  private static final int UPLOADS = 8;
  private static final int ATTEMPTS = 20;
  private static final String ASK = "Expect: 100-continue\r\nContent-Length: 100\r\n";

  private final PacedEngine engine = new PacedEngine(RUN_MS);

  private TestServer start() {
    TestServer server = engine.serving(1).maxQueueWaitMs(MAX_WAIT_MS).start();
    try (RawClient client = server.connect()) {
      for (int run = 0; run < PacedEngine.RUNS_TO_KNOW; run++) {
        assertThat(client.send(PacedEngine.request("[[1]]")).read().status()).isEqualTo(200);
      }
    }
    return server; // which knows now what a run takes
  }

  /** Not before it has been read and decoded, which is what overload cannot afford. */
  @Test
  void refuseACallByItsHeadThatWouldWaitForThemTooLong() {
    try (TestServer server = start()) {
      List<String> refusals = new ArrayList<>();
      for (int attempt = 0; attempt < ATTEMPTS && refusals.isEmpty(); attempt++) {
        refusals.addAll(refusalsOf(server)); // at once, but where the machine is too slow
      }
      assertThat(refusals).isNotEmpty().containsOnly("queue_wait_exceeded");
    }
  }

  private static List<String> refusalsOf(TestServer server) {
    List<RawClient> uploads = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    try {
      for (int i = 0; i < UPLOADS; i++) {
        RawClient client = server.connect();
        uploads.add(client);
        Response answer = client.send(RawClient.scoreHead(ASK)).read();
        if (answer.status() != 100) {
          refusals.add(answer.json().get("code").textValue());
        }
      }
    } finally {
      uploads.forEach(RawClient::close);
    }
    return refusals;
  }

  @Test
  void lockNobodyOutWhereTheyDoNotCome() {
    try (TestServer server = start()) {
      List<RawClient> uploads = new ArrayList<>();
      try {
        for (int i = 0; i < 3; i++) { // as many as are let in, and then nothing of their bodies
          RawClient client = server.connect();
          uploads.add(client);
          assertThat(client.send(RawClient.scoreHead(ASK)).read().status()).isEqualTo(100);
        }
        awaitScored(server);
      } finally {
        uploads.forEach(RawClient::close);
      }
    }
  }

  private static void awaitScored(TestServer server) {
    try (RawClient client = server.connect()) {
      long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
      int status = 0;
      while (status != 200 && System.nanoTime() - endNanos < 0) {
        status = client.send(PacedEngine.request("[[1]]")).read().status();
      }
      assertThat(status).isEqualTo(200);
    }
  }
}
