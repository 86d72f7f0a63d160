package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.config.HttpLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpHeadTest {
  private final HttpHead head = new HttpHead(new HttpLimits(1000, 100, 200));

  private @Nullable Refusal read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, head.room(bytes.length), 0, bytes.length);
    return head.read(bytes.length, null);
  }

  @Test
  void aHeadIsReadWhole() {
    assertThat(
            read("POST /score?a=b HTTP/1.1\r\nHost: t\r\nContent-Length: 12\r\nX: \t y z \r\n\r\n"))
        .isNull();
    assertThat(head.method()).isEqualTo("POST");
    assertThat(head.target()).isEqualTo("/score?a=b");
    assertThat(head.isHttp10()).isFalse();
    assertThat(head.bodyBytes()).isEqualTo(12);
    assertThat(head.headers("x")).containsExactly("y z");
    assertThat(head.headers("host")).containsExactly("t");
    assertThat(head.headers("y")).isEmpty();
    assertThat(head.has("x")).isTrue();
  }

  @Test
  void nothingIsLeftOfTheHeadBefore() {
    read(
        "POST /score HTTP/1.0\r\nTransfer: 1\r\nContent-Length: 12\r\nConnection: keep-alive\r\n\r\n");
    assertThat(read("GET / HTTP/1.1\r\nHost: t\r\n\r\n")).isNull();
    assertThat(head.bodyBytes()).isZero();
    assertThat(head.headers("connection")).isEmpty();
    assertThat(head.isHttp10()).isFalse();
    assertThat(head.isKeptAlive()).isTrue();
    assertThat(head.target()).isEqualTo("/");
  }

  @Test
  void namesIgnoreCaseAndRepeatInOrder() {
    assertThat(read("GET / HTTP/1.1\r\nhOST: t\r\nACCEPT: a\r\nb: c\r\naccept: b, c\r\n\r\n"))
        .isNull();
    assertThat(head.headers("accept")).isEqualTo(List.of("a", "b, c"));
  }

  @Test
  void aValueMayBeEmptyAndHoldAnyByteBeyondAscii() {
    assertThat(read("GET / HTTP/1.1\r\nHost:\r\nX:\u00e9\u00ff\r\n\r\n")).isNull();
    assertThat(head.headers("host")).containsExactly("");
    assertThat(head.headers("x")).containsExactly("\u00e9\u00ff");
  }

  @Test
  void theOneValueOfAHeaderCanBeCopied() {
    byte[] target = new byte[5];
    String once = "GET / HTTP/1.1\r\nHost: t\r\nKEY:  ab c \r\nLong: 123456\r\n\r\n";
    assertThat(read(once)).isNull();
    assertThat(head.copyHeader("key", target)).isEqualTo(4);
    assertThat(target).isEqualTo(new byte[] {'a', 'b', ' ', 'c', 0});
    assertThat(head.copyHeader("none", target)).isEqualTo(RequestHead.ABSENT);
    assertThat(head.copyHeader("long", target)).isEqualTo(RequestHead.NOT_ONE);
    assertThat(read("GET / HTTP/1.1\r\nHost: t\r\nKey: a\r\nkey: a\r\n\r\n")).isNull();
    assertThat(head.copyHeader("key", target)).isEqualTo(RequestHead.NOT_ONE);
  }

  @Test
  void aBodyInChunksHasNoKnownLength() {
    assertThat(read("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: Chunked\r\n\r\n")).isNull();
    assertThat(head.bodyBytes()).isEqualTo(RequestHead.UNKNOWN_LENGTH);
  }

  @Test
  void theLargestLengthIsReadAndALargerOneIsNone() {
    assertThat(read("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 9223372036854775807\r\n\r\n"))
        .isNull();
    assertThat(head.bodyBytes()).isEqualTo(Long.MAX_VALUE);
    assertMalformed("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 9223372036854775808\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nConnection: keep-alive, TE\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nConnection: closed\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: x , Keep-Alive\r\n\r\n"
      })
  void theConnectionGoesOn(String text) {
    assertThat(read(text)).isNull();
    assertThat(head.isKeptAlive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nConnection: Close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nConnection: a\r\nConnection: b,\tclose\r\n\r\n"
      })
  void theConnectionEnds(String text) {
    assertThat(read(text)).isNull();
    assertThat(head.isKeptAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n",
        " \r\n\r\n",
        "GET\r\n\r\n",
        "GET /\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /  HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.1 \r\nHost: t\r\n\r\n",
        " GET / HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET\t/ HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /a\u0000 HTTP/1.1\r\nHost: t\r\n\r\n",
        "G@T / HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET / http/1.1\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.2\r\nHost: t\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.10\r\nHost: t\r\n\r\n",
        "GET / HTTP/11\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: t\r\nHost: u\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : t\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: t\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\n\tfolded: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nX\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\n: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nX\u00e9: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nX: a\u0000b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nX: a\nY: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nX: a\rY: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nX: a\u007f\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: +5\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5, 5\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 0x5\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding:\r\n\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked, xchunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: \"chunked\"\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked;q=1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked,\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: identity\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5 5\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5,\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a?b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: http://a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a:80:80\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a:8o\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\\b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: []\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1]x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: \u00e9\r\n\r\n",
        "GET /#a HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /?a#b HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: t\r\n\r\n",
        "OPTIONS ** HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET score HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET t:80 HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET ftp://t/ HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET file:///etc/passwd HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET http:///score HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET http://:80/score HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET http:// HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET http://me@t/score HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET http://t,u/score HTTP/1.1\r\nHost: t\r\n\r\n",
        "CONNECT t:443 HTTP/1.1\r\nHost: t:443\r\n\r\n",
        "GET / HTTP/0.9\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.1a\r\nHost: t\r\n\r\n",
        "GET / HTTP/01.1\r\nHost: t\r\n\r\n",
        "GET / HTTP /1.1\r\nHost: t\r\n\r\n"
      })
  void whatTwoServersCouldReadDifferentlyIsRefused(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a-b.example:8080\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [2001:db8::1.2.3.4]:80\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: my_service.default.svc\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: %41\r\n\r\n",
        "GET HTTPS://[::1]:1/a?b HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET http://t HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET http://t?a HTTP/1.1\r\nHost: other\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /a{b}|c HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nx_under_score: y\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 0005\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: ChunkeD\t\r\n\r\n"
      })
  void whatTheRfcHasIsRead(String text) {
    assertThat(read(text)).isNull();
  }

  private void assertMalformed(String text) {
    Refusal refusal = read(text);
    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).isEqualTo(Reason.BAD_REQUEST);
  }

  @Test
  void aLineAndHeadersThatAreTooLongAreRefusedAsSuch() {
    assertThat(reason("GET /" + "a".repeat(86) + " HTTP/1.1\r\nHost: t\r\n\r\n")).isNull();
    assertThat(reason("GET /" + "a".repeat(87) + " HTTP/1.1\r\nHost: t\r\n\r\n"))
        .isEqualTo(Reason.URI_TOO_LONG);
    assertThat(reason("GET / HTTP/1.1\r\nHost: " + "t".repeat(192) + "\r\n\r\n")).isNull();
    assertThat(reason("GET / HTTP/1.1\r\nHost: " + "t".repeat(193) + "\r\n\r\n"))
        .isEqualTo(Reason.HEADERS_TOO_LARGE);
  }

  @Test
  void moreThanAHundredHeadersAreRefused() {
    HttpHead roomy = new HttpHead(HttpLimits.defaults());
    for (int count : List.of(100, 101)) {
      String text = "GET / HTTP/1.1\r\nHost: t\r\n" + "X: y\r\n".repeat(count - 1) + "\r\n";
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, roomy.room(bytes.length), 0, bytes.length);
      Refusal refusal = roomy.read(bytes.length, null);
      assertThat(refusal == null ? null : refusal.reason())
          .isEqualTo(count == 100 ? null : Reason.HEADERS_TOO_LARGE);
    }
  }

  private @Nullable Reason reason(String text) {
    Refusal refusal = read(text);
    return refusal == null ? null : refusal.reason();
  }
}
