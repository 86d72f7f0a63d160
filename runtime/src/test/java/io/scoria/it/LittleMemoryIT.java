package io.scoria.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row R17 of the catalogue: more bodies at once than the memory holds. The process would end with
 * the first error of the Java machine for want of memory.
 */
class LittleMemoryIT {
  private static final int CONNECTIONS = 500;
  private static final int BODY_BYTES = 8 << 20;
  private static final int PIECE_BYTES = 256 << 10;
  private static final String ROW = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  private final byte[] json = json();
  private final byte[] binary = new byte[BODY_BYTES];
  private final Set<Integer> statuses = new ConcurrentSkipListSet<>();

  private static byte[] json() {
    String row = "[5.1, 3.4, 1.5, 0.2], ";
    int rows = (BODY_BYTES - 40) / row.length();
    String text = "{\"data\": [" + row.repeat(rows) + "[1, 2, 3, 4]]}";
    return (text + " ".repeat(BODY_BYTES - text.length())).getBytes(US_ASCII);
  }

  /** Sends a body, as long as the server takes it, and reads the status of the answer. */
  private int send(int port, int number) throws IOException, InterruptedException {
    byte[] body = number % 2 == 0 ? json : binary;
    boolean slow = number % 3 == 0;
    String type = number % 2 == 0 ? "application/json" : "application/octet-stream";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(120_000);
      String head =
          "POST /score HTTP/1.1\r\nHost: t\r\nAccept: application/octet-stream\r\nContent-Type: "
              + type
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      try {
        for (int from = 0; from < body.length; from += PIECE_BYTES) {
          if (socket.getInputStream().available() > 0) {
            break; // it is refused already
          }
          socket.getOutputStream().write(body, from, Math.min(PIECE_BYTES, body.length - from));
          if (slow) {
            Thread.sleep(10);
          }
        }
      } catch (IOException refused) { // what it sent before may still be read
      }
      byte[] start = socket.getInputStream().readNBytes(12);
      return start.length == 12 ? Integer.parseInt(new String(start, 9, 3, US_ASCII)) : 0;
    } catch (java.net.SocketException reset) {
      return 0;
    }
  }

  @Test
  void manyLargeBodiesAreRefusedOrScoredAndTheProcessAnswersThroughout(@TempDir Path home)
      throws InterruptedException, ExecutionException {
    try (ServerProcess server =
            ServerProcess.in(home)
                .jvm("-Xmx256m")
                .jvm("-XX:MaxDirectMemorySize=64m")
                .jvm("-XX:+ExitOnOutOfMemoryError")
                .serve(TestData.model("iris"), "--auth", "none");
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = server.port();
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int number = i;
        Callable<Integer> client = () -> send(port, number);
        all.add(clients.submit(client));
      }
      int small = 0;
      while (all.stream().anyMatch(future -> !future.isDone())) {
        assertThat(answer(port, "GET / HTTP/1.1\r\nHost: t\r\n\r\n")).isEqualTo(200);
        small += scoreSmall(port) == 200 ? 1 : 0;
        Thread.sleep(50);
      }
      for (Future<Integer> future : all) {
        statuses.add(future.get());
      }
      System.out.println("R17: " + statuses + ", small ones scored meanwhile: " + small);
      assertThat(server.isAlive()).isTrue();
      assertThat(statuses).isSubsetOf(0, 200, 408, 413, 503, 504).contains(200, 503);
      assertThat(scoreSmall(port)).isEqualTo(200);
      assertThat(send8(port)).isEqualTo(200); // the memory is there again
      assertThat(String.join("\n", server.stdout()) + String.join("\n", server.stderr()))
          .doesNotContain("OutOfMemory")
          .doesNotContain("incident");
    }
  }

  private int send8(int port) throws InterruptedException {
    try {
      return send(port, 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int scoreSmall(int port) {
    String head = RawClient.scoreHead("Content-Length: " + ROW.length() + "\r\n");
    return answer(port, head + ROW);
  }

  private static int answer(int port, String request) {
    try (RawClient client = new RawClient(port)) {
      return client.send(request).read().status();
    }
  }
}
