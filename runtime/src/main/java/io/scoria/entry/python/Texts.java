package io.scoria.entry.python;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts in a message: of each the length (u32) and the bytes in UTF-8, up to the message's end. */
final class Texts {
  private Texts() {}

  static ByteBuffer encode(List<String> texts) {
    List<byte[]> encoded = texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
    int size = encoded.stream().mapToInt(bytes -> Integer.BYTES + bytes.length).sum();
    ByteBuffer target = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    encoded.forEach(bytes -> target.putInt(bytes.length).put(bytes));
    return target.flip();
  }

  /** Reads from the position to the limit. */
  static List<String> decode(ByteBuffer source) {
    List<String> texts = new ArrayList<>();
    while (source.hasRemaining()) {
      texts.add(text(source, source.getInt()));
    }
    return texts;
  }

  /** Reads so many bytes as UTF-8. */
  static String text(ByteBuffer source, int bytes) {
    return new String(bytes(source, bytes), StandardCharsets.UTF_8);
  }

  /**
   * Reads so many bytes.
   *
   * @throws BufferUnderflowException where there are not so many, before any memory is taken
   */
  static byte[] bytes(ByteBuffer source, int count) {
    if (count < 0 || count > source.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[count];
    source.get(taken);
    return taken;
  }
}
