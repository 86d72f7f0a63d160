package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is quick at its sample, and as slow as a caller's values make it. */
class StuckModelIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void neverHoldsAnEventLoopWhateverItsSampleTook() {
    Path model =
        new TinyModel(13)
            .input("size", ElementType.INT64, "k")
            .node("ConstantOfShape", List.of("size"), List.of("zeros"))
            .node("MatMul", List.of("zeros", "zeros"), List.of("product"))
            .node("ReduceSum", List.of("product"), List.of("sum"))
            .output("sum", ElementType.FLOAT, "?", "?")
            .writeTo(folder);
    try (TestServer server = TestServer.configure(model).withManagement().start();
        RawClient client = server.connect();
        RawClient management = new RawClient(server.managementPort())) {
      String about = management.send("GET /admin/models HTTP/1.1\r\nHost: t\r\n\r\n").read().text();
      assertThat(about).contains("\"maxTickRows\":0");
      String body = "{\"data\": [2500, 2500]}";
      String head =
          RawClient.scoreHead(
              "X-Scoring-Timeout-Ms: 50\r\nContent-Length: " + body.length() + "\r\n");
      client.send(head + body);
      for (int i = 0; i < 8; i++) { // on each of the loops
        try (RawClient other = server.connect()) {
          assertThat(other.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n").read().text())
              .isEqualTo("Healthy");
        }
      }
      assertRefused(client.read(), 504, "deadline_exceeded");
    }
  }

  @Test
  void aModelOfKnownOperatorsRunsOnTheEventLoops() {
    try (TestServer server = TestServer.configure(TestData.model("iris")).withManagement().start();
        RawClient management = new RawClient(server.managementPort())) {
      assertThat(management.send("GET /admin/models HTTP/1.1\r\nHost: t\r\n\r\n").read().text())
          .contains("\"decision\":\"tick: ");
    }
  }
}
