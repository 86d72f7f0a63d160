package io.scoria.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Exchange;
import io.scoria.call.FakeHead;
import io.scoria.call.Reason;
import io.scoria.call.Reply;
import io.scoria.call.Service.Opening;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServiceTest {
  /** Says what it was sent. */
  private final AdminService echo =
      new AdminService(body -> {
        AdminBody known = body.requireOnly(List.of("name", "seconds"));
        String text = known.text("name").orElse("nobody") + " " + known.whole("seconds").orElse(-1);
        return new Reply(
            200, Reply.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), null);
      });

  private static FakeHead json() {
    return new FakeHead().with("Content-Type", "application/json");
  }

  private static Reply reply(AdminService service, String... chunks) {
    if (!(service.open(json()) instanceof Opening.Accepted(Exchange exchange))) {
      throw new AssertionError("refused");
    }
    for (String chunk : chunks) {
      exchange.feed(ByteBuffer.wrap(chunk.getBytes(StandardCharsets.UTF_8)));
    }
    CompletableFuture<Reply> done = new CompletableFuture<>();
    exchange.finish(done::complete);
    return done.join();
  }

  private static String text(Reply reply) {
    return StandardCharsets.UTF_8.decode(reply.body().duplicate()).toString();
  }

  @Test
  void anObjectInPiecesIsRead() {
    assertThat(text(reply(echo, "{\"name\": \"a", "da\", \"seconds\"", ": 7}"))).isEqualTo("ada 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"name\": null, \"seconds\": null}"})
  void whatIsNotThereIsEmpty(String body) {
    assertThat(text(reply(echo, body))).isEqualTo("nobody -1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": 1}|WRONG_TYPE|\"name\\\" must be a string",
        "{\"seconds\": \"1\"}|WRONG_TYPE|whole number",
        "{\"seconds\": 1.5}|WRONG_TYPE|whole number",
        "{\"nam\": \"a\"}|INVALID_REQUEST|name, seconds",
        "[]|INVALID_REQUEST|object",
        "null|INVALID_REQUEST|object",
        "{|MALFORMED_JSON|not JSON"
      })
  void whatIsWrongIsSaid(String body, Reason reason, String said) {
    Reply reply = reply(echo, body);

    assertThat(reply.refusal()).isEqualTo(reason);
    assertThat(text(reply)).contains(said);
  }

  @Test
  void aBodyOfAnyOtherTypeIsRefusedByItsHead() {
    for (FakeHead head :
        List.of(
            new FakeHead(),
            new FakeHead().with("content-type", "text/plain"),
            new FakeHead().with("content-type", "application/x-www-form-urlencoded"),
            json().with("content-type", "text/plain"))) {
      assertThat(echo.open(head)).isInstanceOf(Opening.Refused.class);
    }
    assertThat(echo.open(new FakeHead().with("content-type", "Application/JSON; charset=utf-8")))
        .isInstanceOf(Opening.Accepted.class);
  }

  @Test
  void aLargeBodyIsReadPastAndRefused() {
    String chunk = " ".repeat(AdminService.MAX_BODY_BYTES);

    assertThat(text(reply(echo, chunk.substring(2), "{}"))).isEqualTo("nobody -1");
    assertThat(reply(echo, chunk, "{", "}").refusal()).isEqualTo(Reason.BODY_TOO_LARGE);
  }

  @Test
  void whatFailsIsToldToTheLogAlone() {
    AdminService failing =
        new AdminService(body -> {
          throw new IOException("/secret/path");
        });

    Reply reply = reply(failing, "{}");

    assertThat(reply.refusal()).isEqualTo(Reason.INTERNAL_ERROR);
    assertThat(text(reply)).doesNotContain("/secret/path");
  }
}
