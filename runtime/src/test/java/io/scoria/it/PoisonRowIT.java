package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A row that the model cannot run on, joined with others. */
@ExtendWith(NoNettyLeaks.class)
class PoisonRowIT {
  @Test
  void hurtsItsOwnCallAlone() {
    PacedEngine engine = new PacedEngine(0);
    try (TestServer server = engine.serving(8).start();
        RawClient first = server.connect();
        RawClient before = server.connect();
        RawClient poison = server.connect();
        RawClient after = server.connect()) {
      engine.hold();
      int calls = 0;
      for (RawClient client : List.of(first, before, poison, after)) {
        int value = client == poison ? PacedEngine.POISON : calls;
        client.send(PacedEngine.request("[[" + value + "]]"));
        calls++;
        server.awaitCallsOnInstances(calls);
        engine.awaitRun(); // of the first, alone
      }
      engine.letGo();
      assertThat(first.read().result()).isEqualTo("[[0.0]]");
      assertThat(before.read().result()).isEqualTo("[[2.0]]");
      assertRefused(poison.read(), 400, "inference_failed");
      assertThat(after.read().result()).isEqualTo("[[6.0]]");
      List<Float> joined = List.of(1f, (float) PacedEngine.POISON, 3f);
      assertThat(engine.runs()).hasSize(5).element(1).isEqualTo(joined);
    }
  }
}
