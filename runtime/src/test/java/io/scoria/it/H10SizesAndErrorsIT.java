package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row H10: names that climb, sizes that overflow, a body in the smallest pieces, what errors tell.
 */
class H10SizesAndErrorsIT {
  /** A path, a Java name or stack frame, an address of memory, a package of the runtime. */
  private static final Pattern INTERNAL =
      Pattern.compile(
          "(?i)/(home|root|tmp|usr|var|opt|etc|proc|work)/|[a-z]+(\\.[a-z]+){2,}\\(|\\bat (io|java|ai)\\."
              + "|java\\.|ai\\.onnxruntime|io\\.(scoria|netty)|\\b0x[0-9a-f]{6,}|exception|\\.java\\b|\\.onnx\\b");

  private static final String FLOWER = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  /** Fewer than three million: here each piece is also followed by the leak detector. */
  private static final int SPACES = 100_000;

  @TempDir private static Path folder = Path.of("");

  private static TestServer iris;

  /** float [n, m]. */
  private static TestServer free;

  @BeforeAll
  static void start() {
    iris = TestServer.serving(TestData.model("iris"));
    Path model = TinyModel.identity(ElementType.FLOAT, "n", "m").writeTo(folder);
    free = TestServer.serving(model);
  }

  @AfterAll
  static void stop() {
    iris.close();
    free.close();
  }

  private static void assertTellsNothingInternal(Response response) {
    assertThat(response.text()).doesNotContainPattern(INTERNAL);
    assertThat(response.text()).doesNotContain(folder.toString());
    assertThat(response.headers().toString()).doesNotContainPattern(INTERNAL);
  }

  private static void assertScores() {
    assertThat(iris.score(FLOWER).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%252e%252e/%252e%252e/etc/passwd",
        "/score/../../etc/passwd",
        "//etc/passwd",
        "/score%00.json",
        "/CON",
        "/swagger.json/../../model.onnx",
        "/api/v1/service/../score",
        "/api/v1/service/..%2f..%2fx/score",
        "/api/v1/service/%00/score",
        "/docs/..%2f..%2fMETA-INF/MANIFEST.MF"
      })
  void aNameThatClimbsLeadsNowhere(String target) {
    try (RawClient client = iris.connect()) {
      Response response = client.send("GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n").read();
      assertThat(response.status()).isIn(400, 404, 405);
      assertTellsNothingInternal(response);
    }
    assertScores();
  }

  @Test
  void aNameOfFourThousandCharactersLeadsNowhere() {
    aNameThatClimbsLeadsNowhere("/api/v1/service/" + "x".repeat(4096) + "/score");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4611686018427387904", // 2^62
        "9223372036854775807",
        "9223372036854775808", // no long
        "18446744073709551616",
        "99999999999999999999999999",
        "4294967296",
        "2147483648"
      })
  void aLengthThatOverflowsTakesNoMemory(String length) {
    String head =
        "POST /score HTTP/1.1\r\nHost: t\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Length: ";
    for (TestServer server : new TestServer[] {iris, free}) {
      try (RawClient client = server.connect()) {
        Response response = client.send(head + length + "\r\n\r\n").read();
        assertThat(response.status()).isIn(400, 413);
        assertTellsNothingInternal(response);
      }
    }
    assertScores();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\": []}",
        "{\"data\": [[]]}",
        "{\"data\": [[1, 2], [3]]}",
        "{\"data\": [[1], [[2]]]}",
        "{\"data\": [[1, 2], 3]}",
        "{\"data\": {\"x\": [[1]], \"y\": [[1]]}}",
        "{\"data\": [[1e400]]}",
        "{\"data\": [[\"/etc/passwd\"]]}",
        "{\"data\": {\"../../etc/passwd\": [[1]]}}",
        "{\"shape\": [2147483648, 2147483648], \"data\": [1]}",
        "{\"data\": [[1, 2]], \"method\": \"java.lang.Runtime\"}"
      })
  void aShapeThatIsNoneIsRefusedAndTheRestGoesOn(String body) {
    Response response = free.score(body);
    assertThat(response.status()).isBetween(200, 499);
    if (response.status() >= 400 && !body.contains("passwd")) {
      assertTellsNothingInternal(response);
    }
    assertScores();
  }

  @Test
  void aBodyMayComeInChunksOfOneByte() {
    StringBuilder chunks = new StringBuilder(SPACES * 6 + 1000);
    for (int i = 0; i < SPACES; i++) {
      chunks.append("1\r\n \r\n");
    }
    for (int i = 0; i < FLOWER.length(); i++) {
      chunks.append("1\r\n").append(FLOWER.charAt(i)).append("\r\n");
    }
    chunks.append("0\r\n\r\n");
    try (RawClient client = iris.connect()) {
      client.send(RawClient.scoreHead("Transfer-Encoding: chunked\r\n"));
      client.send(chunks.toString().getBytes(StandardCharsets.US_ASCII));
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.score(FLOWER).status()).isEqualTo(200);
    }
  }

  /** One request for each way to be refused that needs no other server. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /nothing HTTP/1.1\r\nHost: t\r\n\r\n",
        "DELETE /score HTTP/1.1\r\nHost: t\r\n\r\n",
        "POST /score HTTP/1.1\r\nHost: t\r\n\r\n",
        "POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\n{",
        "POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: x\r\n\r\n",
        "POST /score HTTP/1.1\r\nHost: t\r\nExpect: more\r\nContent-Length: 1\r\n\r\n{",
        "POST /score HTTP/1.1\r\nHost: t\r\nAccept: image/png\r\nContent-Length: 2\r\n\r\n{}",
        "POST /score HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
        "POST /score HTTP/1.1\r\nHost: t\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n{}",
        "POST /score HTTP/1.1\r\nHost: t\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
        "POST /score HTTP/1.1\r\nHost: t\r\nX-Scoring-Timeout-Ms: x\r\nContent-Length: 2\r\n\r\n{}",
        "POST /api/v1/service/other/score HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n{}"
      })
  void aRefusalTellsNothingOfTheInside(String request) {
    try (RawClient client = iris.connect()) {
      Response response = client.send(request).read();
      assertThat(response.status()).isBetween(400, 499);
      assertTellsNothingInternal(response);
    }
  }
}
