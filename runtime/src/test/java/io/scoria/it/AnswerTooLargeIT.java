package io.scoria.it;

import static io.scoria.it.Refusals.assertTellsNothingOfTheServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that asks a model for more than the server has memory for. */
class AnswerTooLargeIT {
  @TempDir private Path home = Path.of("");

  @Test
  void isRefusedAndTheServerGoesOn() {
    Path model =
        new TinyModel(14)
            .input("shape", ElementType.INT64, "k")
            .node("ConstantOfShape", List.of("shape"), List.of("zeros"))
            .output("zeros", ElementType.FLOAT, "?")
            .writeTo(home.resolve("model"));
    try (ServerProcess server =
            ServerProcess.in(home).jvm("-Xmx64m").serve(model, "--auth", "none");
        RawClient client = new RawClient(server.port())) {
      for (int elements : List.of(12_000_000, 30_000_000)) {
        Response response = client.score("{\"data\": [" + elements + "]}");
        assertThat(response.status()).as("%s", response).isBetween(400, 499);
        assertTellsNothingOfTheServer(response);
        assertThat(client.score("{\"data\": [3]}").result()).isEqualTo("[0.0,0.0,0.0]");
      }
    }
  }
}
