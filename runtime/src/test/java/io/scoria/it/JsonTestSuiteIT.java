package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The files of JSONTestSuite as bodies: {@code y_} is JSON, {@code n_} is not, of {@code i_} the
 * specification leaves either open. After each the connection answers a good request.
 */
@ExtendWith(NoNettyLeaks.class)
class JsonTestSuiteIT {
  private static final String GOOD = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String MALFORMED = "malformed_json";

  /** Larger files are not sent byte by byte. */
  private static final int MAX_CUT_BYTES = 1000;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.serving(TestData.model("iris"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotJsonIsRefusedAsMalformed() throws IOException {
    return files("n_").map(file -> test(file, () -> notJsonIsMalformed(file)));
  }

  @TestFactory
  Stream<DynamicTest> whatIsJsonIsNeverCalledMalformed() throws IOException {
    return files("y_").map(file -> test(file, () -> jsonIsNotMalformed(file)));
  }

  @TestFactory
  Stream<DynamicTest> whatTheSpecificationLeavesOpenIsTheClientsFault() throws IOException {
    return files("i_").map(file -> test(file, () -> assertRefused(send(Files.readAllBytes(file)))));
  }

  @TestFactory
  Stream<DynamicTest> anythingAsTheValueOfDataIsAnsweredAndNeverFails() throws IOException {
    return files("").map(file -> test(file, () -> asData(file)));
  }

  @TestFactory
  Stream<DynamicTest> aBodyOfOneByteChunksIsAnsweredLikeAWholeOne() throws IOException {
    return files("").map(file -> test(file, () -> cutUp(file)));
  }

  private interface Check {
    void run() throws IOException;
  }

  private static DynamicTest test(Path file, Check check) {
    return DynamicTest.dynamicTest(String.valueOf(file.getFileName()), check::run);
  }

  private static Stream<Path> files(String prefix) throws IOException {
    Path folder = TestData.shared("JSONTestSuite").resolve("test_parsing");
    try (Stream<Path> all = Files.list(folder)) {
      return all
          .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static void notJsonIsMalformed(Path file) throws IOException {
    Response response = send(Files.readAllBytes(file));
    assertRefused(response);
    assertThat(code(response)).isEqualTo(MALFORMED);
    assertThat(response.json().get("message").textValue()).matches("(?s).*at byte \\d+: .*");
  }

  private static void jsonIsNotMalformed(Path file) throws IOException {
    Response response = send(Files.readAllBytes(file));
    assertRefused(response); // none has the form of a request
    assertThat(code(response)).isNotEqualTo(MALFORMED);
  }

  private static void asData(Path file) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(bytes("{\"data\": "));
    body.writeBytes(Files.readAllBytes(file));
    body.write('}');
    Response response = send(body.toByteArray());
    assertThat(response.status()).as("%s: %s", file.getFileName(), response).isIn(200, 400);
  }

  private static void cutUp(Path file) throws IOException {
    byte[] body = Files.readAllBytes(file);
    if (body.length > MAX_CUT_BYTES) {
      return;
    }
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes(bytes(RawClient.scoreHead("Transfer-Encoding: chunked\r\n")));
    for (byte one : body) {
      chunks.writeBytes(bytes("1\r\n"));
      chunks.write(one);
      chunks.writeBytes(bytes("\r\n"));
    }
    chunks.writeBytes(bytes("0\r\n\r\n"));
    try (RawClient client = server.connect()) {
      Response cut = client.send(chunks.toByteArray()).read();
      assertThat(cut).isEqualTo(client.score(body));
    }
  }

  /** Sends the body, and then a good one over the same connection. */
  private static Response send(byte[] body) {
    try (RawClient client = server.connect()) {
      Response response = client.score(body);
      assertThat(client.score(GOOD).status()).isEqualTo(200);
      return response;
    }
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertRefused(Response response) {
    assertThat(response.status()).as("%s", response).isEqualTo(400);
    assertThat(response.json().fieldNames()).toIterable().containsExactly("message", "code");
  }

  private static String code(Response response) {
    return response.json().get("code").textValue();
  }
}
