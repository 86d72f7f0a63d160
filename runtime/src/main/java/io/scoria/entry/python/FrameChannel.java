package io.scoria.entry.python;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.util.Arrays;

/**
 * Messages over a stream: the length of the payload (u32), the kind (u8), the payload; numbers are
 * little-endian. Blocking; used by one thread, but {@link #close} by any. Owns the channel.
 */
final class FrameChannel implements AutoCloseable {
  /** The largest payload, 1 GiB. */
  static final int MAX_PAYLOAD = 1 << 30;

  private static final int HEAD_BYTES = 5;
  private static final int BUFFER_BYTES = 1 << 17;
  private static final int FIRST_BYTES = 1 << 20;
  private static final int GROWTH = 4;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ByteChannel channel;
  private final ByteBuffer in = buffer().limit(0);
  private final ByteBuffer out = buffer();

  FrameChannel(ByteChannel channel) {
    this.channel = channel;
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The next message.
   *
   * @throws EOFException where the other side has ended
   */
  Frame receive() throws IOException {
    while (in.remaining() < HEAD_BYTES) {
      fill();
    }
    int size = in.getInt();
    int kind = in.get();
    if (size < 0 || size > MAX_PAYLOAD) {
      throw new IOException("a message of " + Integer.toUnsignedString(size) + " bytes");
    }
    return new Frame(kind, ByteBuffer.wrap(payload(size)).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Memory follows what has come, not what was announced. */
  private byte[] payload(int size) throws IOException {
    byte[] payload = new byte[Math.min(size, FIRST_BYTES)];
    int have = take(payload, 0);
    while (have < size) {
      if (have == payload.length) {
        payload = Arrays.copyOf(payload, (int) Math.min(size, (long) GROWTH * have));
      }
      if (!in.hasRemaining()) {
        fill();
      }
      have += take(payload, have);
    }
    return payload;
  }

  private int take(byte[] target, int from) {
    int count = Math.min(in.remaining(), target.length - from);
    in.get(target, from, count);
    return count;
  }

  private void fill() throws IOException {
    in.compact();
    int count = channel.read(in);
    in.flip();
    if (count < 0) {
      throw new EOFException();
    }
  }

  void send(int kind) throws IOException {
    send(kind, NOTHING, NOTHING);
  }

  void send(int kind, ByteBuffer payload) throws IOException {
    send(kind, payload, NOTHING);
  }

  /** Sends one message of two parts, each from its position to its limit; neither is moved. */
  void send(int kind, ByteBuffer head, ByteBuffer body) throws IOException {
    long size = (long) head.remaining() + body.remaining();
    if (size > MAX_PAYLOAD) {
      throw new IOException("a message of " + size + " bytes");
    }
    out.clear();
    out.putInt((int) size).put((byte) kind);
    put(head);
    put(body);
    flush();
  }

  private void put(ByteBuffer part) throws IOException {
    int at = part.position();
    while (at < part.limit()) {
      int count = Math.min(out.remaining(), part.limit() - at);
      out.put(out.position(), part, at, count).position(out.position() + count);
      at += count;
      if (!out.hasRemaining()) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  /** Ends the stream; the other side sees its end. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it is of no use any more, closed or not
    }
  }
}
