package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.BodyStream;
import io.scoria.call.Reply;
import io.scoria.call.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of each request it is told once what became of it. */
@SuppressWarnings("FutureReturnValueIgnored") // an embedded channel closes at once
final class RequestRecordTest {
  private final Wire wire = new Wire();

  @AfterEach
  void close() {
    wire.close();
  }

  /** Gives one piece, and the rest when it is told. */
  private static final class Pieces implements BodyStream {
    private final List<Consumer<Piece>> asking = new ArrayList<>();

    @Override
    public void next(Consumer<Piece> done) {
      asking.add(done);
    }

    void tell(Piece piece) {
      asking.getLast().accept(piece);
    }

    @Override
    public void close() {}
  }

  private static Reply streamed(Pieces pieces) {
    return new Reply(200, Reply.TEXT, Wire.bytes("first"), null, List.of(), Timing.NOT_RUN, pieces);
  }

  @Test
  void everyRequestOfAConnectionIsToldInOrder() {
    wire.send(Wire.POST + "Content-Length: 3\r\n\r\nabc");
    wire.answering(new Reply(200, Reply.JSON, Wire.bytes("{\"a\":1}"), null)).post();
    wire.send("HEAD /?a=b HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assertThat(wire.ended())
        .containsExactly(
            "POST /score HTTP/1.1 200 null 3>2 whole",
            "POST /score HTTP/1.1 200 null 0>7 whole",
            "HEAD /?a=b HTTP/1.0 200 null 0>0 whole");
  }

  @Test
  void aRefusalIsToldWithItsReason() {
    String answer = wire.send("POST /nothing HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\nx");
    int bytes = answer.length() - answer.indexOf("\r\n\r\n") - 4;
    assertThat(wire.ended())
        .containsExactly("POST /nothing HTTP/1.1 404 NOT_FOUND 1>" + bytes + " whole");
  }

  @Test
  void whatIsNoRequestIsToldWithoutMethodAndPath() {
    wire.post();
    wire.send("POST /score HTTP/9\r\n\r\n");
    assertThat(wire.ended()).hasSize(2);
    assertThat(wire.ended().getLast()).startsWith("  HTTP/1.1 400 BAD_REQUEST 0>");
  }

  @Test
  void aClientThatGoesBeforeItsBodyIsWholeIsToldAsGone() {
    wire.send(Wire.POST + "Content-Length: 3\r\n\r\na");
    assertThat(wire.ended()).isEmpty();
    wire.channel().close().syncUninterruptibly();
    assertThat(wire.ended()).containsExactly("POST /score HTTP/1.1 499 null 1>0 cut");
  }

  @Test
  void aConnectionThatEndsBetweenRequestsTellsNothingMore() {
    wire.post();
    wire.send("POST /sco");
    wire.channel().close().syncUninterruptibly();
    assertThat(wire.ended()).hasSize(1);
  }

  @Test
  void aStreamIsToldWhenItHasEnded() {
    Pieces pieces = new Pieces();
    wire.answering(streamed(pieces)).post();
    assertThat(wire.ended()).isEmpty();
    pieces.tell(new BodyStream.Piece.Bytes(Wire.bytes("more")));
    pieces.tell(new BodyStream.Piece.End());
    assertThat(wire.ended()).containsExactly("POST /score HTTP/1.1 200 null 0>9 whole");
  }

  @Test
  void aStreamWhoseClientGoesIsToldAsCut() {
    wire.answering(streamed(new Pieces())).post();
    wire.channel().close().syncUninterruptibly();
    assertThat(wire.ended()).containsExactly("POST /score HTTP/1.1 200 null 0>5 cut");
  }
}
