package io.scoria.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a text that grows. Not thread-safe. */
public final class ByteWriter {
  private byte[] bytes;
  private int length;

  public ByteWriter(int initialBytes) {
    bytes = new byte[Math.max(initialBytes, 16)];
  }

  /** What has been written, without a copy; nothing is written after it. */
  public ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  void write(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
  }

  /** Writes a text of ASCII alone. */
  void writeAscii(String text) {
    int count = text.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += count;
  }

  /** Writes a JSON string (RFC 8259, section 7); an unpaired surrogate becomes U+FFFD. */
  void writeString(String text) {
    write('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        writeUtf8(text, plain, i);
        writeEscape(c);
        plain = i + 1;
      }
    }
    writeUtf8(text, plain, text.length());
    write('"');
  }

  private void writeEscape(char c) {
    int named = "\"\\\b\f\n\r\t".indexOf(c);
    if (named >= 0) {
      write('\\');
      write("\"\\bfnrt".charAt(named));
    } else {
      writeAscii("\\u00");
      write(Character.forDigit(c >> 4, 16));
      write(Character.forDigit(c & 15, 16));
    }
  }

  private void writeUtf8(String text, int from, int to) {
    if (from == to) {
      return;
    }
    String part = text.substring(from, to);
    String paired = JsonStrings.isWellFormed(part) ? part : JsonStrings.replaceUnpaired(part);
    byte[] utf8 = paired.getBytes(StandardCharsets.UTF_8);
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      int wanted = Math.addExact(length, more);
      bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(2L * bytes.length, 1 << 30)));
    }
  }
}
