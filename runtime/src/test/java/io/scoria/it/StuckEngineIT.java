package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An engine whose run does not end, though it was told to. */
@ExtendWith(NoNettyLeaks.class)
class StuckEngineIT {
  private static final int TIMEOUT_MS = 100;

  @Test
  void everyCallIsToldAtItsDeadlineAndTheServerScoresAgainOnceTheRunEnds() {
    PacedEngine engine = new PacedEngine(0);
    try (TestServer server = engine.serving(8).start();
        RawClient stuck = server.connect();
        RawClient behind = server.connect();
        RawClient health = server.connect()) {
      engine.holdDeaf();
      stuck.send(PacedEngine.request("[[1]]", TIMEOUT_MS));
      engine.awaitRun();
      behind.send(PacedEngine.request("[[2]]", TIMEOUT_MS));
      assertRefused(stuck.read(), 504, "deadline_exceeded");
      assertRefused(behind.read(), 504, "deadline_exceeded");
      assertThat(health.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n").read().text())
          .isEqualTo("Healthy");
      server.awaitCallsOnInstances(1); // the run, which holds its place
      Response next = stuck.send(PacedEngine.request("[[3]]", TIMEOUT_MS)).read();
      assertThat(next.status()).isIn(503, 504);
      engine.letGo();
      assertThat(stuck.send(PacedEngine.request("[[4]]")).read().result()).isEqualTo("[[8.0]]");
      server.awaitCallsOnInstances(0);
    }
  }
}
