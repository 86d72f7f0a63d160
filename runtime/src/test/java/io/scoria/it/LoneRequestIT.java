package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A request with no other beside it, of a model that could run many together. */
@ExtendWith(NoNettyLeaks.class)
class LoneRequestIT {
  private static final int CALLS = 20;

  @Test
  void isRunAloneWithoutWaitingForOthers() {
    PacedEngine engine = new PacedEngine(0);
    try (TestServer server = engine.serving(64).start();
        RawClient client = server.connect()) {
      engine.hold();
      engine.letGo();
      for (int i = 0; i < CALLS; i++) {
        assertThat(client.send(PacedEngine.request("[[7]]")).read().result()).isEqualTo("[[14.0]]");
      }
      assertThat(engine.runs()).isEqualTo(Collections.nCopies(CALLS, List.of(7f)));
    }
  }
}
