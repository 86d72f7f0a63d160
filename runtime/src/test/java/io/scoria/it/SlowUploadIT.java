package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A client that begins a body and does not end it. */
class SlowUploadIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  @Test
  void isToldAtItsDeadlineAndItsPlaceIsGivenToOthers() {
    try (TestServer server =
            TestServer.configure(TestData.model("iris")).maxCallsInFlight(1).start();
        RawClient slow = server.connect();
        RawClient other = server.connect()) {
      slow.send(
          RawClient.scoreHead(
                  "X-Scoring-Timeout-Ms: 300\r\nContent-Length: " + BODY.length() + "\r\n")
              + "{");
      Response late = slow.read();
      assertRefused(late, 408, "request_timeout");
      assertThat(late.header("connection")).isEqualTo("close");
      assertThat(other.score(BODY).status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatComesInPiecesWithinTheDeadlineIsScored() {
    try (TestServer server = TestServer.serving(TestData.model("iris"));
        RawClient client = server.connect()) {
      client.send(RawClient.scoreHead("Content-Length: " + BODY.length() + "\r\n"));
      for (int i = 0; i < BODY.length(); i++) {
        client.send(BODY.substring(i, i + 1));
      }
      assertThat(client.read().status()).isEqualTo(200);
    }
  }
}
