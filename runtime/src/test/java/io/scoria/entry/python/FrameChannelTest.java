package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class FrameChannelTest {
  private final Loop loop = new Loop();
  private final FrameChannel channel = new FrameChannel(loop);

  @Test
  void aMessageComesAsItWasSentInHoweverSmallPieces() throws IOException {
    byte[] body = new byte[1000];
    new Random(7).nextBytes(body);
    loop.most = 1;
    channel.send(7, ByteBuffer.wrap(body, 0, 10), ByteBuffer.wrap(body, 10, 990));
    channel.send(8);
    Frame first = channel.receive();
    assertThat(first.kind()).isEqualTo(7);
    assertThat(first.payload()).isEqualTo(ByteBuffer.wrap(body));
    Frame second = channel.receive();
    assertThat(second.kind()).isEqualTo(8);
    assertThat(second.payload().hasRemaining()).isFalse();
  }

  @Test
  void aLargeMessageComesWholeAndItsPartsAreNotMoved() throws IOException {
    ByteBuffer body = ByteBuffer.allocate(5_000_000).put(4_999_999, (byte) 9);
    channel.send(1, body);
    assertThat(body.remaining()).isEqualTo(5_000_000);
    assertThat(channel.receive().payload()).isEqualTo(body);
  }

  @Test
  void theEndOfTheStreamIsAnException() throws IOException {
    channel.send(1, ByteBuffer.allocate(10));
    loop.bytes.removeLast();
    assertThatThrownBy(channel::receive).isInstanceOf(EOFException.class);
  }

  @Test
  void aLengthThatNoMessageHasIsRefused() {
    for (byte value : new byte[] {-1, -1, -1, -1, 1}) {
      loop.bytes.add(value);
    }
    assertThatThrownBy(channel::receive).hasMessageContaining("4294967295 bytes");
  }

  @Test
  void textsComeAsTheyWereSent() {
    List<String> texts = List.of("", "grün", "\n");
    assertThat(Texts.decode(Texts.encode(texts))).isEqualTo(texts);
  }

  /** Gives back what is written to it, and then its end. */
  private static final class Loop implements ByteChannel {
    private final ArrayDeque<Byte> bytes = new ArrayDeque<>();
    private int most = Integer.MAX_VALUE;

    @Override
    public int read(ByteBuffer target) {
      int count = 0;
      while (count < most && target.hasRemaining() && !bytes.isEmpty()) {
        target.put(bytes.remove());
        count++;
      }
      return count == 0 ? -1 : count;
    }

    @Override
    public int write(ByteBuffer source) {
      int count = 0;
      while (count < most && source.hasRemaining()) {
        bytes.add(source.get());
        count++;
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
