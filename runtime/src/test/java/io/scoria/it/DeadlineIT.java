package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A model whose run takes as long as its caller's values say, and calls that do not wait so long.
 */
class DeadlineIT {
  private static final String SLOW = "{\"data\": [3000, 3000]}";
  private static final String QUICK = "{\"data\": [1, 1]}";

  @TempDir private Path folder = Path.of("");
  private Path model = Path.of("");

  @BeforeEach
  void multiplyMatricesOfTheSizeAskedFor() {
    model =
        new TinyModel(13)
            .input("size", ElementType.INT64, "k")
            .node("ConstantOfShape", List.of("size"), List.of("zeros"))
            .node("MatMul", List.of("zeros", "zeros"), List.of("once"))
            .node("MatMul", List.of("once", "zeros"), List.of("twice"))
            .node("ReduceSum", List.of("twice"), List.of("sum"))
            .output("sum", ElementType.FLOAT, "?", "?")
            .writeTo(folder);
  }

  private static Response score(RawClient client, String timeout, String body) {
    return begin(client, timeout, body).read();
  }

  private static RawClient begin(RawClient client, String timeout, String body) {
    String header = "X-Scoring-Timeout-Ms: " + timeout + "\r\n";
    return client.send(
        RawClient.scoreHead(header + "Content-Length: " + body.length() + "\r\n") + body);
  }

  @Test
  void aCallIsToldAtItsDeadlineThoughItsRunGoesOn() {
    try (TestServer server = TestServer.serving(model);
        RawClient client = server.connect()) {
      assertRefused(score(client, "20", SLOW), 504, "deadline_exceeded");
      assertThat(score(client, "20000", QUICK).result()).isEqualTo("[[0.0]]");
    }
  }

  @Test
  void aCallThatWaitsBehindLongRunsIsToldAtItsDeadlineBeforeTheyEnd() {
    try (TestServer server = TestServer.configure(model).withManagement().start();
        RawClient one = server.connect();
        RawClient two = server.connect();
        RawClient three = server.connect();
        RawClient late = server.connect()) {
      // More long runs than there are instances, as far as this machine has up to three.
      List.of(one, two, three).forEach(client -> begin(client, "60000", SLOW));
      server.awaitCallsOnInstances(3);
      assertRefused(score(late, "30", QUICK), 504, "deadline_exceeded");
      assertThat(one.isSilentFor(1)).isTrue();
      List.of(one, two, three).forEach(client -> assertThat(client.read().status()).isEqualTo(200));
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNothingBehind() {
    try (TestServer server = TestServer.configure(model).maxCallsInFlight(2).start()) {
      for (int i = 0; i < 20; i++) {
        RawClient gone = server.connect();
        begin(gone, "60000", "{\"data\": [700, 700]}");
        gone.reset();
      }
      try (RawClient client = server.connect()) {
        Response response = score(client, "60000", QUICK);
        for (int i = 0; i < 200 && response.status() == 503; i++) {
          response = score(client, "60000", QUICK); // until the resets have been seen
        }
        assertThat(response.result()).isEqualTo("[[0.0]]");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "soon", "1.5", "", "99999999999999999999"})
  void aDeadlineThatIsNoNumberOfMillisecondsIsRefused(String timeout) {
    try (TestServer server = TestServer.serving(model);
        RawClient client = server.connect()) {
      assertRefused(score(client, timeout, QUICK), 400, "invalid_request")
          .contains("x-scoring-timeout-ms");
      assertThat(score(client, "20000", QUICK).status()).isEqualTo(200);
    }
  }
}
