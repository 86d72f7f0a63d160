package io.scoria.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
  private static final String PLAIN =
      "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nContent-LENGTH: 5\r\n\r\nhello";
  private static final String CHUNKED =
      """
      HTTP/1.1 503 Service Unavailable\r
      Transfer-Encoding: chunked\r
      \r
      5;x=y\r
      hello\r
      C\r
       and more...\r
      0\r
      Trailer: x\r
      \r
      """;
  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String INTERIM = "HTTP/1.1 100 Continue\r\n\r\n" + PLAIN;
  private static final String CLOSING =
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbad";

  private final ResponseParser parser = new ResponseParser();

  @Test
  void aBodyOfKnownLengthIsCounted() throws Exception {
    assertThat(parser.parse(bytes(PLAIN))).isTrue();
    assertThat(parser.status()).isEqualTo(200);
    assertThat(parser.bodyBytes()).isEqualTo(5);
    assertThat(parser.text()).isEqualTo("hello");
    assertThat(parser.keepAlive()).isTrue();
  }

  @Test
  void chunksAreAddedUp() throws Exception {
    assertThat(parser.parse(bytes(CHUNKED))).isTrue();
    assertThat(parser.status()).isEqualTo(503);
    assertThat(parser.bodyBytes()).isEqualTo(17);
    assertThat(parser.text()).isEqualTo("hello and more...");
  }

  @Test
  void theServerSaysWhenItCloses() throws Exception {
    assertThat(parser.parse(bytes(CLOSING))).isTrue();
    assertThat(parser.keepAlive()).isFalse();
  }

  @Test
  void aRefusalSaysWhenToTryAgain() throws Exception {
    String refusal = "HTTP/1.1 503 Busy\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n";
    assertThat(parser.parse(bytes(refusal.formatted("3")))).isTrue();
    assertThat(parser.retryAfterSeconds()).isEqualTo(3);
    String date = "Wed, 21 Oct 2015 07:28:00 GMT";
    assertThat(parser.parse(bytes(refusal.formatted(date)))).isTrue();
    assertThat(parser.retryAfterSeconds()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, CHUNKED, EMPTY, INTERIM, CLOSING})
  void whereBytesAreCutMakesNoDifference(String response) throws Exception {
    ResponseParser whole = new ResponseParser();
    assertThat(whole.parse(bytes(response))).isTrue();
    ByteBuf all = bytes(response + response);
    int answers = 0;
    while (all.isReadable()) {
      if (parser.parse(all.readSlice(1))) {
        answers++;
        assertThat(parser.status()).isEqualTo(whole.status());
        assertThat(parser.bodyBytes()).isEqualTo(whole.bodyBytes());
        assertThat(parser.text()).isEqualTo(whole.text());
        assertThat(parser.keepAlive()).isEqualTo(whole.keepAlive());
      }
    }
    assertThat(answers).isEqualTo(2);
  }

  @Test
  void whatFollowsAResponseIsLeftForTheNext() throws Exception {
    ByteBuf both = bytes(PLAIN + CLOSING);
    assertThat(parser.parse(both)).isTrue();
    assertThat(parser.status()).isEqualTo(200);
    assertThat(parser.parse(both)).isTrue();
    assertThat(parser.status()).isEqualTo(400);
    assertThat(both.isReadable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-something\r\n",
        "HTTP/1.1 xyz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: five\r\n",
        "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"
      })
  void whatIsNoResponseIsRefused(String text) {
    assertThatThrownBy(() -> parser.parse(bytes(text))).isInstanceOf(ResponseException.class);
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
