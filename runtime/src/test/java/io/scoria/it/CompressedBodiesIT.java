package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.codec.Coded;
import io.scoria.config.ScriptConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row H4 of the catalogue: bodies that are compressed, some to do harm. */
@ExtendWith(NoNettyLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressedBodiesIT {
  private static final int MAX_BODY_BYTES = 20_000_000;
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  private TestServer server;
  private String result;

  @BeforeAll
  void start() {
    server =
        TestServer.configure(TestData.model("iris"))
            .maxBodyBytes(MAX_BODY_BYTES)
            .maxDecompressedBytes(MAX_BODY_BYTES)
            .start();
    result = server.score(BODY).result();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Response send(String coding, byte[] coded) {
    return send(server, "application/json", coding, coded);
  }

  private static Response send(TestServer to, String type, String coding, byte[] coded) {
    String head =
        "POST /score HTTP/1.1\r\nHost: t\r\nContent-Type: "
            + type
            + "\r\nContent-Encoding: "
            + coding
            + "\r\nContent-Length: "
            + coded.length
            + "\r\n\r\n";
    try (RawClient client = to.connect()) {
      return client.send(head).send(coded).read();
    }
  }

  @Test
  void scoresJsonInEveryCodingThatIsTaken() {
    byte[] body = BODY.getBytes(UTF_8);
    assertThat(send("gzip", Coded.gzip(body)).result()).isEqualTo(result);
    assertThat(send("x-gzip", Coded.gzip(body)).result()).isEqualTo(result);
    assertThat(send("deflate", Coded.deflate(body, false)).result()).isEqualTo(result);
    assertThat(send("deflate", Coded.deflate(body, true)).result()).isEqualTo(result);
    assertThat(send("identity", body).result()).isEqualTo(result);
  }

  @Test
  void scoresBinaryThatIsCompressed() {
    ByteBuffer row = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    row.asFloatBuffer().put(new float[] {5.1f, 3.4f, 1.5f, 0.2f});

    Response response = send(server, "application/octet-stream", "gzip", Coded.gzip(row.array()));
    assertThat(response.result()).isEqualTo(result);
    Response half =
        send(server, "application/octet-stream", "gzip", Coded.gzip(Arrays.copyOf(row.array(), 7)));
    assertRefused(half, 400, "wrong_shape").contains("7 bytes");
  }

  @Test
  void scoresABodyThatComesInChunksByteByByte() {
    try (RawClient client = server.connect()) {
      client.send(RawClient.scoreHead("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"));
      for (byte b : Coded.gzip(BODY.getBytes(UTF_8))) {
        client.send(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
      }
      assertThat(client.send("0\r\n\r\n").read().result()).isEqualTo(result);
    }
  }

  @Test
  void manyRowsComeToTheSameAsUncompressed() {
    String rows = "{\"data\": [" + "[5.1, 3.4, 1.5, 0.2], ".repeat(100_000) + "[1, 2, 3, 4]]}";
    String plain = server.score(rows).result();

    assertThat(send("gzip", Coded.gzip(rows.getBytes(UTF_8))).result()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void aZipBombOfThreeGigabytesIsRefusedAtTheLimitAndOthersAreAnswered(String coding) {
    byte[] zeros = Coded.endlessZeros(300);
    byte[] header = Arrays.copyOf(Coded.gzip(new byte[0]), 10);
    byte[] bomb = ByteBuffer.allocate(10 + zeros.length).put(header).put(zeros).array();
    byte[] sent = coding.equals("gzip") ? bomb : zeros;

    assertThat(sent.length).isBetween(1_000_000, MAX_BODY_BYTES);
    assertRefused(send(coding, sent), 413, "body_too_large")
        .contains("20000000 bytes")
        .contains("max-decompressed-bytes");
    assertThat(server.score(BODY).result()).isEqualTo(result);
  }

  @Test
  void aZipBombWithinAnotherIsNotInflatedTwice() {
    byte[] nested = Coded.gzip(Coded.endlessZeros(10));

    assertRefused(send("gzip", nested), 400, "malformed_json");
    assertThat(send("gzip, gzip", nested).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "snappy", "lz4", "compress", "gzip, gzip", "x"})
  void anyOtherCodingIs415AndToldWhatIsTaken(String coding) {
    Response response = send(coding, BODY.getBytes(UTF_8));

    assertRefused(response, 415, "unsupported_encoding").contains("'" + coding + "'");
    assertThat(response.header("accept-encoding")).isEqualTo("gzip, deflate");
  }

  @Test
  void damagedBodiesAre400() {
    byte[] coded = Coded.gzip(BODY.getBytes(UTF_8));
    byte[] more = Arrays.copyOf(coded, coded.length + 1);
    assertRefused(send("gzip", more), 400, "malformed_encoding");
    byte[] less = Arrays.copyOf(coded, coded.length - 1);
    assertRefused(send("gzip", less), 400, "malformed_encoding").contains("ends too early");
    coded[coded.length - 8] ^= 1;
    assertRefused(send("gzip", coded), 400, "malformed_encoding").contains("checksum");
    assertRefused(send("gzip", BODY.getBytes(UTF_8)), 400, "malformed_encoding")
        .contains("at byte 1 ");
  }

  @Test
  void aConnectionGoesOnAfterABodyThatWasRefused() {
    byte[] bomb = Coded.gzipOf(0, 50_000_000);
    String head = "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n";
    try (RawClient client = server.connect()) {
      assertThat(client.send(RawClient.scoreHead(head)).send(bomb).read().status()).isEqualTo(413);
      assertThat(client.score(BODY).result()).isEqualTo(result);
    }
  }

  @Test
  void aScriptIsGivenTheBodyDecodedAndNoWordOfItsCoding(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("score.py"),
            """
            from azureml.contrib.services.aml_request import rawhttp

            def init():
                pass

            @rawhttp
            def run(request):
                data = request.get_data().decode()
                return {"data": data, "coding": request.headers.get("Content-Encoding")}
            """);
    ScriptConfig script =
        new ScriptConfig(
            file,
            folder,
            folder,
            folder,
            "/usr/bin/python3",
            1,
            false,
            ScriptConfig.DEFAULT_TIMEOUT_MS,
            OptionalInt.empty(),
            Map.of());
    try (TestServer scripted =
        TestServer.configure(TestData.model("iris")).withoutModel().script(script).start()) {
      Response response =
          send(scripted, "text/plain", "gzip", Coded.gzip("a body".getBytes(UTF_8)));
      assertThat(response.status()).as("%s", response).isEqualTo(200);
      assertThat(response.json().get("data").textValue()).isEqualTo("a body");
      assertThat(response.json().get("coding").isNull()).isTrue();
      assertThat(send(scripted, "text/plain", "br", new byte[5]).status()).isEqualTo(415);
    }
  }
}
