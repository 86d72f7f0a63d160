package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that answers a row otherwise among others than alone: it must not be batched. */
class DependentRowsIT {
  private static final int CLIENTS = 16;
  private static final int CALLS = 50;

  @TempDir private Path folder = Path.of("");

  @Test
  void areAnsweredAsIfEachCallWereAlone() throws Exception {
    // By its default axes this operator normalises over the rows too.
    Path model =
        new TinyModel(13)
            .input("x", ElementType.FLOAT, "n", "1", "1", "2")
            .node("MeanVarianceNormalization", List.of("x"), List.of("y"))
            .output("y", ElementType.FLOAT, "n", "1", "1", "2")
            .writeTo(folder);
    try (TestServer server = TestServer.configure(model).withManagement().start()) {
      List<Callable<Void>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        String body = "{\"data\": [[[[%d, %d]]]]}".formatted(client, 3 * client + 1);
        String alone = server.score(body).result();
        clients.add(() -> scoreAgain(server, body, alone));
      }
      try (var executor = Executors.newFixedThreadPool(CLIENTS)) {
        for (Future<Void> done : executor.invokeAll(clients)) {
          done.get();
        }
      }
      assertThat(described(server)).contains("\"batched\":false", "unbatched: rows are answered");
    }
  }

  private static Void scoreAgain(TestServer server, String body, String alone) {
    try (RawClient client = server.connect()) {
      for (int i = 0; i < CALLS; i++) {
        assertThat(client.score(body).result()).isEqualTo(alone);
      }
    }
    return null;
  }

  private static String described(TestServer server) {
    try (RawClient management = new RawClient(server.managementPort())) {
      return management.send("GET /admin/models HTTP/1.1\r\nHost: t\r\n\r\n").read().text();
    }
  }
}
