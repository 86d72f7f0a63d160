package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors as their bytes, without JSON. */
class BinaryBodyIT {
  private static final String BINARY = "application/octet-stream";
  private static final float[] ROW = {5.1f, 3.4f, 1.5f, 0.2f};

  @TempDir private Path folder = Path.of("");

  private static byte[] bytes(float... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  private static HttpResponse<byte[]> post(
      TestServer server, String type, String accept, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/score"))
            .header("Content-Type", type)
            .header("Accept", accept)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofByteArray());
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void rowsAreToldByTheLengthAndScoredAsTheirJsonIs() throws Exception {
    try (TestServer server = TestServer.serving(TestData.model("iris"))) {
      String json = server.score("{\"data\": [5.1, 3.4, 1.5, 0.2]}").text();
      assertThat(text(post(server, BINARY, "*/*", bytes(ROW)))).isEqualTo(json);
      HttpResponse<byte[]> two =
          post(server, BINARY, BINARY, bytes(5.1f, 3.4f, 1.5f, 0.2f, 5.1f, 3.4f, 1.5f, 0.2f));
      assertThat(two.statusCode()).isEqualTo(200);
      assertThat(two.headers().firstValue("content-type")).contains(BINARY);
      ByteBuffer answer = ByteBuffer.wrap(two.body()).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(answer.remaining()).isEqualTo(2 * 3 * Float.BYTES);
      assertThat(answer.getFloat(0)).isEqualTo(answer.getFloat(12));
      assertThat(json)
          .isEqualTo(
              "{\"result\":[[%s,%s,%s]]}"
                  .formatted(answer.getFloat(0), answer.getFloat(4), answer.getFloat(8))
                  .replace("2.8686758E-4", "0.00028686758"));
    }
  }

  @Test
  void jsonMayBeAnsweredInBinary() throws Exception {
    try (TestServer server = TestServer.serving(TestData.model("iris"))) {
      byte[] json = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}".getBytes(StandardCharsets.UTF_8);
      byte[] answer = post(server, "application/json", BINARY, json).body();
      assertThat(answer).isEqualTo(post(server, BINARY, BINARY, bytes(ROW)).body());
    }
  }

  @Test
  void aLengthThatIsNoWholeNumberOfRowsIsRefused() throws Exception {
    try (TestServer server = TestServer.serving(TestData.model("iris"))) {
      for (int length : List.of(1, 15, 17)) {
        HttpResponse<byte[]> refused = post(server, BINARY, BINARY, new byte[length]);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(text(refused))
            .contains("\"wrong_shape\"", length + " bytes", "a multiple of 16 bytes");
      }
    }
  }

  @Test
  void noBytesAreNoRows() throws Exception {
    try (TestServer server = TestServer.serving(TestData.model("iris"))) {
      assertThat(text(post(server, BINARY, "*/*", new byte[0]))).isEqualTo("{\"result\":[]}");
    }
  }

  @Test
  void aModelOfMoreThanOneTensorNeedsJson() throws Exception {
    Path model =
        new TinyModel(14)
            .input("a", ElementType.FLOAT, "n")
            .input("b", ElementType.FLOAT, "n")
            .node("Add", List.of("a", "b"), List.of("x"))
            .node("Neg", List.of("x"), List.of("y"))
            .output("x", ElementType.FLOAT, "n")
            .output("y", ElementType.FLOAT, "n")
            .writeTo(folder);
    try (TestServer server = TestServer.serving(model)) {
      assertThat(post(server, BINARY, "*/*", bytes(1)).statusCode()).isEqualTo(415);
      byte[] json = "{\"data\": {\"a\": [1], \"b\": [2]}}".getBytes(StandardCharsets.UTF_8);
      HttpResponse<byte[]> refused = post(server, "application/json", BINARY, json);
      assertThat(refused.statusCode()).isEqualTo(406);
      assertThat(text(refused)).contains("\"not_acceptable\"");
      assertThat(post(server, "application/json", "*/*", json).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aByteOfABoolIsZeroOrOne() throws Exception {
    Path model = TinyModel.identity(ElementType.BOOL, "n").writeTo(folder);
    try (TestServer server = TestServer.serving(model)) {
      assertThat(text(post(server, BINARY, "*/*", new byte[] {0, 1})))
          .isEqualTo("{\"result\":[false,true]}");
      HttpResponse<byte[]> refused = post(server, BINARY, "*/*", new byte[] {0, 2});
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(text(refused)).contains("\"wrong_type\"", "found 2", "byte 1");
    }
  }
}
