package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls whose inputs have more bytes than may wait for a model. */
@ExtendWith(NoNettyLeaks.class)
class QueueFullIT {
  private static final int QUEUE_BYTES = 4000;

  private final PacedEngine engine = new PacedEngine(0);

  private TestServer start() {
    return engine.serving(1).maxQueueBytes(QUEUE_BYTES).start();
  }

  @Test
  void areRefusedAtOnceForAsLongAsOthersWait() {
    try (TestServer server = start();
        RawClient running = server.connect();
        RawClient waiting = server.connect();
        RawClient tooMuch = server.connect()) {
      engine.hold();
      running.send(request(1));
      engine.awaitRun();
      waiting.send(request(900));
      server.awaitCallsOnInstances(2);
      Response refused = tooMuch.send(request(101)).read();
      assertRefused(refused, 503, "overloaded").contains("4000 bytes");
      assertThat(refused.header("retry-after")).isEqualTo("1");
      tooMuch.send(request(100)); // fits to the byte
      server.awaitCallsOnInstances(3);
      engine.letGo();
      assertThat(running.read().status()).isEqualTo(200);
      assertThat(waiting.read().status()).isEqualTo(200);
      assertThat(tooMuch.read().status()).isEqualTo(200);
    }
  }

  @Test
  void areTakenWhereNoneWaitsHoweverLargeOneIs() {
    try (TestServer server = start();
        RawClient client = server.connect()) {
      assertThat(client.send(request(5000)).read().status()).isEqualTo(200);
    }
  }

  /** One row, of four times so many bytes. */
  private static String request(int floats) {
    return PacedEngine.request("[[" + String.join(",", Collections.nCopies(floats, "1")) + "]]");
  }
}
