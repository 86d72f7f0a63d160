package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Clients that vanish in the middle of a request. The server takes one call at a time here, so that
 * a permit which did not come back would refuse every later call.
 */
@ExtendWith(NoNettyLeaks.class)
class ClientGoesAwayIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";
  private static final int TIMES = 20;

  private TestServer server = start();

  private static TestServer start() {
    return TestServer.configure(TestData.model("iris")).maxCallsInFlight(1).start();
  }

  @BeforeEach
  void isFree() {
    assertThat(server.score(BODY).status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void inTheMiddleOfABody() {
    interrupted(client -> client.send(RawClient.scoreHead(LENGTH) + BODY.substring(0, 15)));
  }

  @Test
  void beforeTheFirstByteOfABody() {
    interrupted(client -> client.send(RawClient.scoreHead(LENGTH)));
  }

  @Test
  void inTheMiddleOfAChunk() {
    interrupted(client ->
        client.send(RawClient.scoreHead("Transfer-Encoding: chunked\r\n") + "20\r\n{\"da"));
  }

  @Test
  void afterAChunkThatIsNone() {
    interrupted(client -> {
      client.send(RawClient.scoreHead("Transfer-Encoding: chunked\r\n") + "2\r\n{\"\r\nxyz\r\n");
      assertRefused(client.read(), 400, "bad_request");
    });
  }

  @Test
  void whileItWaitsFor100Continue() {
    interrupted(client -> {
      client.send(RawClient.scoreHead(LENGTH + "Expect: 100-continue\r\n"));
      assertThat(client.read().status()).isEqualTo(100);
    });
  }

  @Test
  void withoutReadingItsAnswer() {
    interrupted(client -> client.send(RawClient.scoreHead(LENGTH) + BODY));
  }

  @Test
  void inTheMiddleOfABodyThatIsAlreadyRefused() {
    interrupted(client ->
        client.send(
            "POST /nothing HTTP/1.1\r\nHost: t\r\n" + LENGTH + "\r\n" + BODY.substring(0, 15)));
  }

  private void interrupted(Consumer<RawClient> sending) {
    for (int i = 0; i < TIMES; i++) {
      RawClient client = server.connect();
      sending.accept(client);
      if (i % 2 == 0) {
        client.reset();
      } else {
        client.close();
      }
      scoresAgain();
    }
  }

  /** The server learns of the end a moment after it; until then its one permit may be out. */
  private void scoresAgain() {
    long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
    Response response = server.score(BODY);
    while (response.status() == 503 && System.nanoTime() < endNanos) {
      response = server.score(BODY);
    }
    assertThat(response.status()).as("%s", response).isEqualTo(200);
  }
}
