package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.BodyStream;
import io.scoria.call.BodyStream.Piece;
import io.scoria.call.Header;
import io.scoria.call.Reply;
import io.scoria.entry.ScriptOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What run() may return, and what comes of the rest. */
@NullMarked
class ReturnedValuesIT {
  private static final String EVAL =
      """
      import sys, time
      from azureml.contrib.services.aml_response import AMLResponse
      def init(): pass
      class Response:
          status_code = 418
          headers = {"Content-Type": "text/plain", "X-Tea": "pot"}
          content_type = "text/plain"
          def get_data(self): return b"short"
      closed = []
      def pieces(count):
          try:
              for i in range(count):
                  yield "piece %d;" % i
          finally:
              closed.append(count)
      def broken():
          yield b"begun"
          raise RuntimeError("no more")
      def run(code): return eval(code)
      """;

  @TempDir private Path folder;

  private TestScript start() {
    return TestScript.of(folder, EVAL).start();
  }

  @Test
  void aJsonValueIsAnsweredAsJson() {
    try (TestScript script = start()) {
      Reply reply = TestScript.reply(script.call("{'a': [1, 2.5, None, True, 'x']}"));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.contentType()).isEqualTo("application/json");
      assertThat(TestScript.text(reply.body())).isEqualTo("{\"a\": [1, 2.5, null, true, \"x\"]}");
      assertThat(reply.runNanos()).isPositive();
      assertThat(script.answer("None")).isEqualTo("{}");
      assertThat(script.answer("'{}'")).isEqualTo("\"{}\"");
    }
  }

  @Test
  void theTimeOfRunIsMeasuredInTheWorker() {
    try (TestScript script = start()) {
      Reply reply = TestScript.reply(script.call("time.sleep(0.05)"));
      assertThat(reply.runNanos()).isGreaterThanOrEqualTo(50_000_000);
    }
  }

  @Test
  void responsesAndBytesAreAnsweredAsTheyAre() {
    try (TestScript script = start()) {
      Reply bytes = TestScript.reply(script.call("b'\\x00\\x01'"));
      assertThat(bytes.contentType()).isEqualTo("application/octet-stream");
      assertThat(bytes.body()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 1}));
      Reply foreign = TestScript.reply(script.call("Response()"));
      assertThat(foreign.status()).isEqualTo(418);
      assertThat(foreign.contentType()).isEqualTo("text/plain");
      assertThat(foreign.headers()).containsExactly(new Header("X-Tea", "pot"));
      assertThat(TestScript.text(foreign.body())).isEqualTo("short");
      Reply own = TestScript.reply(script.call("AMLResponse('no', 400, {'X-A': '1, 2'})"));
      assertThat(own.status()).isEqualTo(400);
      assertThat(own.headers()).containsExactly(new Header("X-A", "1"), new Header("X-A", "2"));
      assertThat(TestScript.text(own.body())).isEqualTo("no");
    }
  }

  @Test
  void whatIsNotJsonFailsTheCallAndNotTheWorker() {
    try (TestScript script = start()) {
      assertThat(script.call("{1, 2}")).isInstanceOf(ScriptOutcome.Failed.class);
      assertThat(script.call("AMLResponse('x', 200, {'A': 'b\\r\\nC: d'})"))
          .isInstanceOf(ScriptOutcome.Failed.class);
      assertThat(script.call("1 / 0")).isInstanceOf(ScriptOutcome.Failed.class);
      assertThat(script.call("sys.exit(3)")).isInstanceOf(ScriptOutcome.Failed.class);
      assertThat(script.answer("1 + 1")).isEqualTo("2");
      assertThat(script.script().problem()).isEmpty();
    }
  }

  @Test
  void aResponseOf50MegabytesComesWhole() {
    try (TestScript script = start()) {
      Reply reply = TestScript.reply(script.call("b'x' * 50_000_000"));
      assertThat(reply.body().remaining()).isEqualTo(50_000_000);
      byte[] body = ("len('" + "y".repeat(5_000_000) + "')").getBytes(StandardCharsets.UTF_8);
      assertThat(TestScript.text(script.call(TestScript.post(body)))).isEqualTo("5000000");
    }
  }

  @Test
  void aGeneratorIsPulledPieceByPiece() {
    try (TestScript script = start()) {
      Reply reply = TestScript.reply(script.call("pieces(3)"));
      assertThat(reply.contentType()).isEqualTo("text/plain; charset=utf-8");
      assertThat(TestScript.text(reply.body())).isEqualTo("piece 0;");
      BodyStream stream = java.util.Objects.requireNonNull(reply.stream());
      assertThat(piece(stream)).isEqualTo("piece 1;");
      assertThat(piece(stream)).isEqualTo("piece 2;");
      assertThat(next(stream)).isInstanceOf(Piece.End.class);
      stream.close();
      assertThat(script.answer("closed")).isEqualTo("[3]");
    }
  }

  @Test
  void aGeneratorIsClosedWhenNobodyTakesTheRest() {
    try (TestScript script = start()) {
      Reply reply = TestScript.reply(script.call("pieces(1000)"));
      BodyStream stream = java.util.Objects.requireNonNull(reply.stream());
      assertThat(piece(stream)).isEqualTo("piece 1;");
      stream.close();
      stream.close();
      assertThat(script.answer("closed")).isEqualTo("[1000]");
    }
  }

  @Test
  void aGeneratorThatRaisesBreaksItsStreamAlone() {
    try (TestScript script = start()) {
      Reply reply = TestScript.reply(script.call("broken()"));
      BodyStream stream = java.util.Objects.requireNonNull(reply.stream());
      assertThat(next(stream)).isInstanceOf(Piece.Broken.class);
      stream.close();
      assertThat(script.answer("1")).isEqualTo("1");
    }
  }

  private static Piece next(BodyStream stream) {
    CompletableFuture<Piece> piece = new CompletableFuture<>();
    stream.next(piece::complete);
    return TestScript.await(piece);
  }

  private static String piece(BodyStream stream) {
    if (next(stream) instanceof Piece.Bytes(ByteBuffer bytes)) {
      return TestScript.text(bytes);
    }
    throw new AssertionError("no piece came");
  }
}
