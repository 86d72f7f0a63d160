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
    return tests("n_", JsonTestSuiteIT::notJsonIsMalformed);
  }

  @TestFactory
  Stream<DynamicTest> whatIsJsonIsNeverCalledMalformed() throws IOException {
    return tests("y_", JsonTestSuiteIT::jsonIsNotMalformed);
  }

  @TestFactory
  Stream<DynamicTest> whatTheSpecificationLeavesOpenIsTheClientsFault() throws IOException {
    return tests("i_", file -> assertRefused(send(Files.readAllBytes(file))));
  }

  @TestFactory
  Stream<DynamicTest> anythingAsTheValueOfDataIsAnsweredAndNeverFails() throws IOException {
    return tests("", JsonTestSuiteIT::asData);
  }

  @TestFactory
  Stream<DynamicTest> aBodyOfOneByteChunksIsAnsweredLikeAWholeOne() throws IOException {
    return tests("", JsonTestSuiteIT::cutUp);
  }

  private interface Check {
    void of(Path file) throws IOException;
  }

  /** One test for each file whose name begins so. */
  private static Stream<DynamicTest> tests(String prefix, Check check) throws IOException {
    return TestData.shared(
        "JSONTestSuite",
        folder ->
            files(folder.resolve("test_parsing"), prefix)
                .map(file -> DynamicTest.dynamicTest(name(file), () -> check.of(file))));
  }

  private static Stream<Path> files(Path folder, String prefix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> name(file).startsWith(prefix)).sorted().toList().stream();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
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
      Response whole = client.score(body);
      assertThat(cut.status()).isEqualTo(whole.status());
      assertThat(cut.text()).isEqualTo(whole.text());
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
