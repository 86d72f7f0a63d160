package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of a connection whose client has sent more than is answered: RFC 9112, section 9.6. */
@ExtendWith(NoNettyLeaks.class)
class SentAheadIT {
  private static final int ANSWERED = 120;
  private static final int BEHIND_THE_LAST = 60;
  private static final int RECEIVE_BYTES = 64 << 10; // far less than the answers have together

  private static final String ROWS = "[5.1,3.4,1.5,0.2]" + ",[5.1,3.4,1.5,0.2]".repeat(79);
  private static final String BODY = "{\"data\":[" + ROWS + "]}";

  private static String request(String headerLines) {
    return RawClient.scoreHead(headerLines + "Content-Length: " + BODY.length() + "\r\n") + BODY;
  }

  /** A client that takes answers late, and in small pieces. */
  private static RawClient connect(TestServer server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(RECEIVE_BYTES);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return new RawClient(socket);
  }

  @RepeatedTest(3)
  void everyRequestUpToTheLastIsAnsweredAndTheAnswersArrive() throws Exception {
    try (TestServer server = TestServer.serving(TestData.model("iris"));
        RawClient client = connect(server)) {
      String expected = server.score(BODY).text();
      client.send(
          request("").repeat(ANSWERED)
              + request("Connection: close\r\n")
              + request("").repeat(BEHIND_THE_LAST));
      Thread.sleep(300);
      for (int i = 0; i <= ANSWERED; i++) {
        Response response = client.read();
        assertThat(response.text()).isEqualTo(expected);
        boolean last = i == ANSWERED;
        assertThat(response.header("connection")).isEqualTo(last ? "close" : null);
      }
      assertThat(client.isClosedByServer()).isTrue();
    }
  }
}
