package io.scoria.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a text that grows. Not thread-safe. */
public final class ByteWriter {
  private static final int MAX_LONG_DIGITS = 19;
  private static final int MAX_PLAIN_BYTES = 24; // of a decimal, and what is written past its end
  private static final long ZERO_POINT_ZEROS = 0x3030303030302E30L; // "0.000000"
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

  /** How many decimal digits a number of 1 or more has. */
  static int digitCount(long value) {
    int count = 1;
    for (long power = 10; count < MAX_LONG_DIGITS && value >= power; power *= 10) {
      count++;
    }
    return count;
  }

  /**
   * Writes a positive number of {@code count} digits, with a point after the first {@code whole} of
   * them where more follow.
   */
  void writeDigits(long value, int count, int whole) {
    int point = whole < count ? 1 : 0;
    ensure(count + point);
    int end = length + count + point;
    long rest = value;
    for (int i = end - 1; i >= length; i--) {
      if (i == length + whole) {
        bytes[i] = '.';
      } else {
        bytes[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    length = end;
  }

  /**
   * Writes nine digits as a decimal, without the zeros that end it but one behind the point. Whole
   * longs are written, and where the next text begins says how much of them counts.
   *
   * @param first of the digits, not 0
   * @param others the eight after it, as {@link EightDigits} gives them
   * @param power of ten of the first digit, from -7 to 7
   */
  void writePlain(boolean negative, int first, long others, int power) {
    ensure(MAX_PLAIN_BYTES);
    bytes[length] = '-';
    int start = negative ? length + 1 : length;
    int more = Long.BYTES - (Long.numberOfLeadingZeros(others) >> 3);
    if (power < 0) {
      LONGS.set(bytes, start, ZERO_POINT_ZEROS);
      int digits = start + 1 - power;
      bytes[digits] = (byte) ('0' + first);
      LONGS.set(bytes, digits + 1, others + EightDigits.ZEROS);
      length = digits + 1 + more;
    } else {
      bytes[start] = (byte) ('0' + first);
      LONGS.set(bytes, start + 1, others + EightDigits.ZEROS);
      int point = start + 1 + power;
      bytes[point] = '.';
      LONGS.set(bytes, point + 1, (others >>> (power << 3)) + EightDigits.ZEROS);
      length = point + 1 + Math.max(more - power, 1);
    }
  }

  void writeZeros(int count) {
    ensure(count);
    Arrays.fill(bytes, length, length + count, (byte) '0');
    length += count;
  }

  void writeInteger(long value) {
    if (value == Long.MIN_VALUE) {
      writeAscii("-9223372036854775808");
      return;
    }
    if (value < 0) {
      write('-');
    }
    long magnitude = Math.abs(value);
    int count = digitCount(magnitude);
    writeDigits(magnitude, count, count);
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
