package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyFramingTest {
  private static final int MAX_TRAILER_BYTES = 50;
  private final BodyFraming framing = new BodyFraming(MAX_TRAILER_BYTES);

  /** The body bytes in the text when it comes in pieces of so many bytes. */
  private String read(String text, int pieceBytes) {
    StringBuilder body = new StringBuilder();
    for (int from = 0; from < text.length(); from += pieceBytes) {
      String piece = text.substring(from, Math.min(text.length(), from + pieceBytes));
      ByteBuf in = Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1);
      for (int bytes = framing.next(in); bytes > 0; bytes = framing.next(in)) {
        body.append(in.readCharSequence(bytes, StandardCharsets.ISO_8859_1));
      }
      if (framing.isEnded()) {
        return body
            + "|"
            + in.toString(StandardCharsets.ISO_8859_1)
            + text.substring(from + piece.length());
      }
    }
    return body.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void aBodyOfKnownLengthEndsWhereItSays(int pieceBytes) {
    framing.begin(5);
    assertThat(read("abcdefg", pieceBytes)).isEqualTo("abcde|fg");
  }

  @Test
  void anEmptyBodyHasEndedAtOnce() {
    framing.begin(0);
    assertThat(framing.isEnded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void chunksAreJoinedWhereverTheyAreCut(int pieceBytes) {
    for (int time = 0; time < 2; time++) { // the same object reads one body after another
      framing.beginChunked();
      String text = "3\r\nabc\r\n0A;x=\"y z\"\r\n0123\r\n6789\r\n00\r\nX-A: 1\r\nB:\r\n\r\nGET";
      assertThat(read(text, pieceBytes)).isEqualTo("abc0123\r\n6789|GET");
      assertThat(framing.isMalformed()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "g\r\n",
        " 3\r\nabc\r\n0\r\n\r\n",
        "3 \r\nabc\r\n0\r\n\r\n",
        "3\nabc\r\n0\r\n\r\n",
        "3\r\rabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "-3\r\nabc\r\n0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "3\r\nabc\n0\r\n\r\n",
        "3\r\nabc0\r\n\r\n",
        ";x\r\nabc\r\n0\r\n\r\n",
        "3;\u0000\r\nabc\r\n0\r\n\r\n",
        "3;a\nabc\r\n0\r\n\r\n",
        "1000000000000000\r\nabc",
        "0000000000000003\r\nabc\r\n0\r\n\r\n",
        "+3\r\nabc\r\n0\r\n\r\n",
        "3_\r\nabc\r\n0\r\n\r\n",
        "3\u0000\r\nabc\r\n0\r\n\r\n",
        "3\t;x\r\nabc\r\n0\r\n\r\n",
        "3;\r\nabc\r\n0\r\n\r\n",
        "3;a=\r\nabc\r\n0\r\n\r\n",
        "3;a=b \r\nabc\r\n0\r\n\r\n",
        "3;=b\r\nabc\r\n0\r\n\r\n",
        "3;a b\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\\\"\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\"c\r\nabc\r\n0\r\n\r\n",
        "3;a=b\"c\"\r\nabc\r\n0\r\n\r\n",
        "3;a\rb\r\nabc\r\n0\r\n\r\n",
        "3;a=\"\r\n\"\r\nabc\r\n0\r\n\r\n",
        "3;a,b\r\nabc\r\n0\r\n\r\n",
        "0\r\n\n",
        "0\r\n folded\r\n\r\n",
        "0\r\nX\r\n\r\n",
        "0\r\nX : y\r\n\r\n",
        "0\r\nX: \u0001\r\n\r\n",
        "0\r\nX: y\n\r\n",
        "0\r\nX: 0123456789012345678901234567890123456789012345678901\r\n\r\n"
      })
  void chunksThatTwoServersCouldReadDifferentlyAreMalformed(String text) {
    for (int pieceBytes : new int[] {1, 3, 100}) {
      framing.beginChunked();
      read(text, pieceBytes);
      assertThat(framing.isMalformed()).as("in pieces of %d", pieceBytes).isTrue();
      assertThat(framing.isEnded()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";a",
        "; a",
        ";a=b",
        ";a = b",
        ";a ;b",
        ";a=\"\"",
        ";a=\"b\\\"c;\u00e9\t=\"",
        ";a=\"b\" ; c=d"
      })
  void extensionsAreReadAsTheRfcHasThem(String extensions) {
    framing.beginChunked();
    assertThat(read("3" + extensions + "\r\nabc\r\n0" + extensions + "\r\n\r\nGET", 100))
        .isEqualTo("abc|GET");
  }

  /** Else a body of little bytes could come with any number of others. */
  @Test
  void theExtensionsOfABodyAreReadToABoundInAll() {
    framing.beginChunked();
    String chunk = "1;" + "x".repeat(4000) + "\r\n.\r\n";
    read(chunk.repeat(16), 1000);
    assertThat(framing.isMalformed()).isFalse();
    read(chunk, 1000);
    assertThat(framing.isMalformed()).isTrue();
  }

  @Test
  void anExtensionIsReadToABound() {
    framing.beginChunked();
    read("1;" + "x".repeat(4096) + "\r\n", 100);
    assertThat(framing.isMalformed()).isFalse();
    framing.beginChunked();
    read("1;" + "x".repeat(4097), 100);
    assertThat(framing.isMalformed()).isTrue();
  }
}
