package io.scoria.transport;

import static io.scoria.transport.Wire.headerValues;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Timing;
import io.scoria.pipeline.Replies;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What replies become on the wire. */
final class ResponsesTest {
  private final Wire wire = new Wire(Wire.service(Optional.of("scoria/1.2"), List.of()));

  @AfterEach
  void close() {
    wire.close();
  }

  private String answer(Reply reply) {
    return wire.answering(reply).post();
  }

  private static Reply reply(int status, String type, Header... headers) {
    return new Reply(
        status, type, Wire.bytes("body"), null, Arrays.asList(headers), Timing.NOT_RUN, null);
  }

  @Test
  void theServersVersionIsOnEveryResponse() {
    assertThat(headerValues(wire.post(), "x-ms-server-version")).containsExactly("scoria/1.2");
    String missing = wire.send("GET /nothing HTTP/1.1\r\nHost: t\r\n\r\n");
    assertThat(missing).startsWith("HTTP/1.1 404 ");
    assertThat(headerValues(missing, "x-ms-server-version")).containsExactly("scoria/1.2");
    assertThat(wire.send("GET\n")).contains("x-ms-server-version: scoria/1.2");
  }

  @ParameterizedTest
  @CsvSource({
    "12925000, 12.925",
    "0, 0.000",
    "499, 0.000",
    "500, 0.001",
    "999500, 1.000",
    "61000000001, 61000.000",
    "7040000, 7.040"
  })
  void aRunThatReturnedTellsItsTimeInMillis(long nanos, String millis) {
    String response = answer(reply(200, Reply.JSON).withRunNanos(nanos));
    assertThat(headerValues(response, "x-ms-run-function-failed")).containsExactly("False");
    assertThat(headerValues(response, "x-ms-run-fn-exec-ms")).containsExactly(millis);
  }

  @Test
  void aRunThatFailedTellsNoTimeAndWhatWasNotRunNothing() {
    String failed = answer(reply(500, Reply.JSON).withRunNanos(Reply.RUN_FAILED));
    assertThat(headerValues(failed, "x-ms-run-function-failed")).containsExactly("True");
    assertThat(failed).doesNotContain("exec-ms");
    assertThat(answer(reply(200, Reply.JSON))).doesNotContain("x-ms-run");
  }

  @Test
  void aReplysHeadersAreSentInOrderAlsoTwiceTheSame() {
    String response =
        answer(
            reply(
                200,
                Reply.TEXT,
                new Header("Set-Cookie", "a=1"),
                new Header("X-Caf\u00e9".replace("\u00e9", "e"), "\u00e9"),
                new Header("set-cookie", "b=2")));
    assertThat(headerValues(response, "set-cookie")).containsExactly("a=1", "b=2");
    assertThat(headerValues(response, "x-cafe")).containsExactly("\u00e9");
    assertThat(response).endsWith("\r\n\r\nbody");
  }

  @Test
  void whatTheServerSaysItselfIsNotSaidAgain() {
    String[] own = {
      "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Content-Type",
      "X-Request-Id", "x-ms-run-function-failed", "x-ms-server-version", "Upgrade", "Trailer"
    };
    Header[] headers = Arrays.stream(own).map(n -> new Header(n, "chunked")).toArray(Header[]::new);
    assertThat(answer(reply(200, Reply.JSON, headers))).doesNotContain("chunked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nSet-Cookie: x=1",
        "a\nb",
        "a\rb",
        "a\u0000",
        "\u20ac",
        "a\u007f",
        "\u010d\u010a"
      })
  void aValueThatCouldSplitTheResponseIsLeftOut(String value) {
    String response =
        answer(reply(200, Reply.JSON, new Header("x-bad", value), new Header("x-good", "1")));
    assertThat(response).doesNotContain("x-bad", "x=1").contains("\r\nx-good: 1\r\n");
    assertThat(wire.post()).startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\r\nb", "\u00e9", "\u010d"})
  void aNameThatIsNoneIsLeftOut(String name) {
    String plain = answer(reply(200, Reply.JSON));
    String response = answer(reply(200, Reply.JSON, new Header(name, "injected")));
    assertThat(response).doesNotContain("injected").hasSameSizeAs(plain);
  }

  @Test
  void aTypeThatCouldSplitTheResponseIsLeftOutAndAnEmptyOneIsNotSaid() {
    assertThat(answer(reply(200, "text/plain\r\nx-bad: 1")))
        .doesNotContain("x-bad", "content-type");
    assertThat(answer(reply(200, ""))).doesNotContain("content-type").endsWith("\r\n\r\nbody");
    assertThat(
            headerValues(answer(reply(200, "", new Header("content-type", "a/b"))), "content-type"))
        .containsExactly("a/b");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 206, 299, 301, 404, 418, 424, 599})
  void anyFinalStatusIsSent(int status) {
    assertThat(answer(reply(status, Reply.TEXT)))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("\r\ncontent-length: 4\r\n")
        .endsWith("\r\n\r\nbody");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void someStatusesHaveNoBody(int status) {
    assertThat(answer(reply(status, "")))
        .startsWith("HTTP/1.1 " + status + " ")
        .doesNotContain("content-length")
        .endsWith("\r\n\r\n");
    assertThat(wire.answering(reply(200, Reply.JSON)).post()).startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 100, 101, 199, 600, 1000})
  void aStatusThatEndsNoRequestIs500(int status) {
    assertThat(answer(reply(status, Reply.TEXT)))
        .startsWith("HTTP/1.1 500 ")
        .contains("\"code\":\"internal_error\"");
  }

  @Test
  void aHeadIsAnsweredWithoutABody() {
    String response =
        wire.answering(reply(200, Reply.TEXT)).send("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n");
    assertThat(response).contains("\r\ncontent-length: 4\r\n").endsWith("\r\n\r\n");
  }

  @Test
  void aRefusalWithAnotherStatusKeepsItsBody() {
    Reply reply = Replies.refused(new Refusal(Reason.INTERNAL_ERROR, "why"));
    String response = answer(reply.withStatus(502));
    assertThat(response).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    assertThat(response).endsWith("{\"message\":\"why\",\"code\":\"internal_error\"}");
  }
}
