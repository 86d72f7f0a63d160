package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every buffer is released however a request ends; and one that is not would be noticed. */
@ExtendWith(NoNettyLeaks.class)
class LeakIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String LENGTH = "Content-Length: 32\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

  @Test
  void aLeakedBufferIsNoticed() throws InterruptedException {
    Thread thread = new Thread(LeakIT::leak); // what it keeps for itself ends with it
    thread.start();
    thread.join();
    List<String> reports = NoNettyLeaks.takeReports(300);
    assertThat(reports)
        .as(NoNettyLeaks.state())
        .isNotEmpty()
        .allSatisfy(report -> assertThat(report).contains("LEAK"));
  }

  private static void leak() {
    // Of an allocator without a pool: what a pool has used before, others may still refer to.
    ByteBuf lost = UnpooledByteBufAllocator.DEFAULT.directBuffer(256);
    lost.writeInt(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LENGTH + "\r\n" + BODY,
        LENGTH + "\r\n{\"data\": [",
        LENGTH + "Connection: close\r\n\r\n" + BODY + BODY,
        LENGTH + "Content-Type: text/plain\r\n\r\n" + BODY,
        LENGTH + "Expect: 100-continue\r\n\r\n",
        "Content-Length: 2000000\r\n\r\n" + BODY,
        "Content-Length: x\r\n\r\n" + BODY,
        CHUNKED + "\r\n5\r\n{\"dat\r\n",
        CHUNKED + "\r\n5\r\n{\"dat\r\n0\r\n\r\n",
        CHUNKED + "\r\n5\r\n{\"dat\r\nnonsense\r\n",
        CHUNKED + "\r\n3e8\r\n"
      })
  void noBufferIsLost(String request) {
    String head = "POST /score HTTP/1.1\r\nHost: t\r\n";
    try (TestServer server =
        TestServer.configure(TestData.model("iris")).maxBodyBytes(1000).start()) {
      for (int i = 0; i < 50; i++) {
        RawClient client = server.connect().send(head + request);
        if (i % 2 == 0) {
          client.isSilentFor(5);
          client.reset();
        } else {
          client.close();
        }
      }
      assertThat(server.score(BODY).status()).isEqualTo(200);
    }
    assertThat(NoNettyLeaks.takeReports(NoNettyLeaks.ROUNDS)).isEmpty();
  }
}
