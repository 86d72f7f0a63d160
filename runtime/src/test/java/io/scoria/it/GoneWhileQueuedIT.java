package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of one model that end while they wait for it. */
@ExtendWith(NoNettyLeaks.class)
class GoneWhileQueuedIT {
  private final PacedEngine engine = new PacedEngine(0);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatHasGoneCostsTheModelNothing(boolean reset) {
    try (TestServer server = engine.serving(8).start();
        RawClient running = server.connect();
        RawClient stays = server.connect()) {
      RawClient gone = server.connect();
      engine.hold();
      running.send(PacedEngine.request("[[1]]"));
      engine.awaitRun();
      gone.send(PacedEngine.request("[[2]]"));
      server.awaitCallsOnInstances(2);
      stays.send(PacedEngine.request("[[3]]"));
      server.awaitCallsOnInstances(3);
      if (reset) {
        gone.reset();
      } else {
        gone.close();
      }
      server.awaitCallsOnInstances(2); // though the run goes on
      engine.letGo();
      assertThat(running.read().result()).isEqualTo("[[2.0]]");
      assertThat(stays.read().result()).isEqualTo("[[6.0]]");
      assertThat(engine.runs()).isEqualTo(List.of(List.of(1f), List.of(3f)));
    }
  }

  @Test
  void aCallThatExpiresBehindALongRunCostsTheModelNothing() {
    try (TestServer server = engine.serving(8).start();
        RawClient running = server.connect();
        RawClient late = server.connect();
        RawClient stays = server.connect()) {
      engine.hold();
      running.send(PacedEngine.request("[[1]]"));
      engine.awaitRun();
      late.send(PacedEngine.request("[[2]]", 30));
      stays.send(PacedEngine.request("[[3]]"));
      Refusals.assertRefused(late.read(), 504, "deadline_exceeded");
      server.awaitCallsOnInstances(2);
      engine.letGo();
      assertThat(running.read().result()).isEqualTo("[[2.0]]");
      assertThat(stays.read().result()).isEqualTo("[[6.0]]");
      assertThat(engine.runs()).isEqualTo(List.of(List.of(1f), List.of(3f)));
    }
  }
}
