package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls of different numbers of columns and rows that wait for the same model. */
@ExtendWith(NoNettyLeaks.class)
class MixedShapesIT {
  @Test
  void areEachAnsweredInTheirOwnShapeAndJoinedWhereTheyFit() {
    PacedEngine engine = new PacedEngine(0);
    try (TestServer server = engine.serving(8).start();
        RawClient first = server.connect();
        RawClient narrow = server.connect();
        RawClient rows = server.connect();
        RawClient wide = server.connect();
        RawClient last = server.connect()) {
      engine.hold();
      send(server, 1, first, "[[0]]");
      engine.awaitRun(); // of the first, alone
      send(server, 2, narrow, "[[1]]");
      send(server, 3, rows, "[[2], [3]]");
      send(server, 4, wide, "[[4, 5]]");
      send(server, 5, last, "[[6]]");
      engine.letGo();
      assertThat(first.read().result()).isEqualTo("[[0.0]]");
      assertThat(narrow.read().result()).isEqualTo("[[2.0]]");
      assertThat(rows.read().result()).isEqualTo("[[4.0],[6.0]]");
      assertThat(wide.read().result()).isEqualTo("[[8.0,10.0]]");
      assertThat(last.read().result()).isEqualTo("[[12.0]]");
      assertThat(engine.runs())
          .isEqualTo(List.of(List.of(0f), List.of(1f, 2f, 3f), List.of(4f), List.of(6f)));
    }
  }

  private static void send(TestServer server, int calls, RawClient client, String data) {
    client.send(PacedEngine.request(data));
    server.awaitCallsOnInstances(calls);
  }
}
