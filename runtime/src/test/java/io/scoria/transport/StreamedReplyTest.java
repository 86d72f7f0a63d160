package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOutboundBuffer;
import io.scoria.call.BodyStream;
import io.scoria.call.Reply;
import io.scoria.call.Timing;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is sent piece by piece. */
final class StreamedReplyTest {
  private static final BodyStream.Piece END = new BodyStream.Piece.End();
  private static final BodyStream.Piece BROKEN = new BodyStream.Piece.Broken();
  private static final int WRITABILITY = 1; // one of those that a user may set

  private final Wire wire = new Wire();

  @AfterEach
  void close() {
    wire.close();
  }

  /** Gives the pieces that it has at once, and others when they are told. */
  private static final class Pieces implements BodyStream {
    private final ArrayDeque<Piece> ready = new ArrayDeque<>();
    private Consumer<Piece> asking = piece -> {};
    private boolean asked;
    private int count;
    private int closed;

    Pieces(Piece... pieces) {
      ready.addAll(List.of(pieces));
    }

    @Override
    public void next(Consumer<Piece> done) {
      assertThat(asked).as("asked before the last piece came").isFalse();
      count++;
      Piece piece = ready.poll();
      if (piece == null) {
        asked = true;
        asking = done;
      } else {
        done.accept(piece);
      }
    }

    void tell(Piece piece) {
      asked = false;
      asking.accept(piece);
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private static BodyStream.Piece bytes(String text) {
    return new BodyStream.Piece.Bytes(Wire.bytes(text));
  }

  private String answer(String first, Pieces pieces, String request) {
    Reply reply =
        new Reply(200, Reply.TEXT, Wire.bytes(first), null, List.of(), Timing.NOT_RUN, pieces);
    return wire.answering(reply).send(request);
  }

  private String post(String first, Pieces pieces) {
    return answer(first, pieces, Wire.POST + "Content-Length: 0\r\n\r\n");
  }

  private static String body(String response) {
    return response.substring(response.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void piecesAreChunksAndTheConnectionGoesOn() {
    Pieces pieces = new Pieces(bytes("0123456789abcdef0"), bytes("b"), END);
    String response = post("first", pieces);
    assertThat(response)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .doesNotContain("content-length", "close");
    assertThat(response).contains("\r\ntransfer-encoding: chunked\r\n");
    assertThat(body(response))
        .isEqualTo("5\r\nfirst\r\n11\r\n0123456789abcdef0\r\n1\r\nb\r\n0\r\n\r\n");
    assertThat(pieces.closed).isEqualTo(1);
    assertThat(post("", new Pieces(END))).endsWith("\r\n\r\n0\r\n\r\n");
  }

  @Test
  void thePieceThatIsNotThereYetIsSentWhenItComes() {
    Pieces pieces = new Pieces();
    assertThat(body(post("a", pieces))).isEqualTo("1\r\na\r\n");
    pieces.tell(bytes("bc"));
    assertThat(wire.read()).isEqualTo("2\r\nbc\r\n");
    pieces.tell(END);
    assertThat(wire.read()).isEqualTo("0\r\n\r\n");
    assertThat(wire.channel().isOpen()).isTrue();
  }

  @Test
  void requestsThatWaitBehindAStreamAreAnsweredAfterIt() {
    Pieces pieces = new Pieces();
    String head = Wire.POST + "Content-Length: 0\r\n\r\n";
    assertThat(body(answer("", pieces, head + "GET /none HTTP/1.1\r\nHost: t\r\n\r\n"))).isEmpty();
    pieces.tell(END);
    assertThat(wire.read()).startsWith("0\r\n\r\nHTTP/1.1 404 ");
  }

  @Test
  void aClientThatTakesNothingHoldsBackTheProducer() {
    Pieces pieces = new Pieces(bytes("a"), bytes("b"), END);
    setWritable(false);
    assertThat(body(post("", pieces))).isEmpty();
    assertThat(pieces.count).isZero();
    setWritable(true);
    assertThat(wire.read()).isEqualTo("1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
  }

  private void setWritable(boolean writable) {
    ChannelOutboundBuffer buffer = wire.channel().unsafe().outboundBuffer();
    Objects.requireNonNull(buffer).setUserDefinedWritability(WRITABILITY, writable);
    wire.channel().runPendingTasks();
  }

  @Test
  void manyPiecesThatAreThereAtOnceAreSentWithoutRecursion() {
    Pieces pieces = new Pieces();
    for (int i = 0; i < 20_000; i++) {
      pieces.ready.add(bytes("x"));
    }
    pieces.ready.add(END);
    String response = post("", pieces);
    wire.channel().runPendingTasks();
    assertThat(body(response + wire.read())).hasSize(20_000 * 6 + 5);
  }

  @Test
  void aBrokenStreamEndsTheConnectionWithoutALastChunk() {
    Pieces pieces = new Pieces(bytes("a"), BROKEN);
    assertThat(body(post("", pieces))).isEqualTo("1\r\na\r\n");
    assertThat(wire.channel().isOpen()).isFalse();
    assertThat(pieces.closed).isEqualTo(1);
  }

  @Test
  void aStreamThatThrowsIsBroken() {
    BodyStream throwing =
        new BodyStream() {
          @Override
          public void next(Consumer<Piece> done) {
            throw new IllegalStateException("a bug");
          }

          @Override
          public void close() {}
        };
    Reply reply =
        new Reply(200, Reply.TEXT, Wire.bytes("a"), null, List.of(), Timing.NOT_RUN, throwing);
    assertThat(body(wire.answering(reply).post())).isEqualTo("1\r\na\r\n");
    assertThat(wire.channel().isOpen()).isFalse();
  }

  @Test
  void aClientThatGoesAwayClosesTheStream() {
    Pieces pieces = new Pieces();
    post("a", pieces);
    wire.channel().close().syncUninterruptibly();
    assertThat(pieces.closed).isEqualTo(1);
    pieces.tell(bytes("late"));
    assertThat(pieces.closed).isEqualTo(1);
  }

  @Test
  void aClientOfHttp10ReadsToTheEndOfTheConnection() {
    Pieces pieces = new Pieces(bytes("b"), END);
    String request = "POST /score HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n";
    String response = answer("a", pieces, request);
    assertThat(response)
        .contains("\r\nconnection: close\r\n")
        .doesNotContain("chunked", "content-length");
    assertThat(body(response)).isEqualTo("ab");
    assertThat(wire.channel().isOpen()).isFalse();
  }

  @Test
  void aClientThatWantsTheConnectionClosedGetsChunksAndTheEnd() {
    String response = post("a", new Pieces(END));
    String closing =
        answer("a", new Pieces(END), Wire.POST + "Connection: close\r\nContent-Length: 0\r\n\r\n");
    assertThat(response).doesNotContain("connection: close");
    assertThat(closing).contains("\r\nconnection: close\r\n").endsWith("1\r\na\r\n0\r\n\r\n");
    assertThat(wire.channel().isOpen()).isFalse();
  }

  @Test
  void aServerThatStopsWaitsForTheStream() {
    Pieces pieces = new Pieces();
    post("", pieces);
    wire.channel().pipeline().fireUserEventTriggered(new ConnectionEvent.Leave(0));
    assertThat(wire.channel().isOpen()).isTrue();
    pieces.tell(bytes("a"));
    pieces.tell(END);
    assertThat(wire.read()).isEqualTo("1\r\na\r\n0\r\n\r\n");
    wire.channel().runScheduledPendingTasks();
    assertThat(wire.channel().isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304, 42})
  void aStreamOfWhatHasNoBodyIsClosed(int status) {
    Pieces pieces = new Pieces(bytes("a"), END);
    Reply reply =
        new Reply(status, "", ByteBuffer.allocate(0), null, List.of(), Timing.NOT_RUN, pieces);
    assertThat(wire.answering(reply).post()).doesNotContain("chunked");
    assertThat(pieces.closed).isEqualTo(1);
    assertThat(pieces.count).isZero();
  }

  @Test
  void aStreamInAnswerToHeadIsClosed() {
    Pieces pieces = new Pieces(bytes("a"), END);
    String response = answer("", pieces, "HEAD / HTTP/1.1\r\nHost: t\r\n\r\n");
    assertThat(response).doesNotContain("content-length").endsWith("\r\n\r\n");
    assertThat(pieces.closed).isEqualTo(1);
  }
}
