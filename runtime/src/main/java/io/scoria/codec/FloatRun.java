package io.scoria.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a run of numbers that commas part, as they stand in an array, straight into the floats of a
 * tensor: eight digits at a time in a long. It takes only what is plain (at most {@value
 * #MAX_DIGITS} digits, no exponent) and lies well before the end of the bytes, and leaves
 * everything else, errors among it, to {@link JsonTokenizer} and {@link NumberParser}. Not
 * thread-safe.
 */
final class FloatRun {
  /** A number that begins with fewer bytes than this before the limit is not taken. */
  static final int MARGIN = 64;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int NOT_PLAIN = -1;
  private static final int MAX_DIGITS = 18;
  private static final int MAX_EXACT_FLOAT_POWER = 10;
  private static final long MAX_EXACT_FLOAT = 1L << 24;
  private static final int MAX_EXACT_DOUBLE_POWER = 22;
  private static final long MAX_EXACT_DOUBLE = 1L << 53;
  private static final long[] POWERS = new long[9];
  private static final float[] FLOAT_POWERS = new float[MAX_EXACT_FLOAT_POWER + 1];
  private static final double[] DOUBLE_POWERS = new double[MAX_EXACT_DOUBLE_POWER + 1];

  static {
    for (int i = 0; i <= MAX_EXACT_DOUBLE_POWER; i++) {
      DOUBLE_POWERS[i] = Double.parseDouble("1e" + i);
    }
    for (int i = 0; i <= MAX_EXACT_FLOAT_POWER; i++) {
      FLOAT_POWERS[i] = (float) DOUBLE_POWERS[i];
    }
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = (long) DOUBLE_POWERS[i];
    }
  }

  private boolean negative; // of the number read last, as are the next two
  private long mantissa;
  private int fractionDigits;
  private int count;
  private boolean afterComma;

  /** How many numbers the last {@link #read} took. */
  int count() {
    return count;
  }

  /** True where the last {@link #read} stopped behind a comma, false where behind a number. */
  boolean isAfterComma() {
    return afterComma;
  }

  /**
   * Reads numbers until something comes that is neither a plain number nor the comma before one.
   *
   * @param from where a number may begin
   * @param out where they go, from the byte at {@code outIndex}
   * @param max how many it takes at most
   * @return the position after the last one taken and, where one follows, its comma
   */
  int read(byte[] bytes, int from, int limit, ByteBuffer out, int outIndex, int max) {
    int safe = limit - MARGIN;
    int pos = from;
    int taken = 0;
    boolean comma = true;
    while (comma && taken < max && pos < safe) {
      int end = number(bytes, pos);
      if (end == NOT_PLAIN) {
        break;
      }
      out.putFloat(outIndex + taken++ * Float.BYTES, value());
      pos = skipSpace(bytes, end, safe);
      comma = bytes[pos] == ',';
      pos = comma ? skipSpace(bytes, pos + 1, safe) : pos;
    }
    count = taken;
    afterComma = comma;
    return pos;
  }

  private int number(byte[] bytes, int from) {
    negative = bytes[from] == '-';
    int first = negative ? from + 1 : from;
    long eight = digitsAt(bytes, first);
    int digits = count(eight);
    if (digits == 0 || (digits > 1 && bytes[first] == '0')) {
      return NOT_PLAIN;
    }
    long value = value(eight, digits);
    int pos = first + digits;
    if (digits == 8) {
      eight = digitsAt(bytes, pos);
      digits = count(eight);
      value = append(value, eight, digits);
      pos += digits;
    }
    int point = pos;
    if (bytes[pos] == '.') {
      do {
        pos = pos == point ? pos + 1 : pos;
        eight = digitsAt(bytes, pos);
        digits = count(eight);
        value = append(value, eight, digits);
        pos += digits;
      } while (digits == 8 && pos - first <= MAX_DIGITS + 1);
      if (pos == point + 1) {
        return NOT_PLAIN; // a point, and no digit
      }
      fractionDigits = pos - point - 1;
    } else {
      fractionDigits = 0;
    }
    mantissa = value;
    boolean tooLong = pos - first > MAX_DIGITS + 1 || (fractionDigits == 0 && digits == 8);
    return tooLong || (bytes[pos] | 0x20) == 'e' ? NOT_PLAIN : pos;
  }

  private float value() {
    float magnitude;
    if (mantissa <= MAX_EXACT_FLOAT && fractionDigits <= MAX_EXACT_FLOAT_POWER) {
      magnitude = mantissa / FLOAT_POWERS[fractionDigits];
    } else {
      magnitude = largeValue();
    }
    return negative ? -magnitude : magnitude;
  }

  private float largeValue() {
    if (mantissa <= MAX_EXACT_DOUBLE) {
      double nearest = mantissa / DOUBLE_POWERS[fractionDigits];
      if (NumberParser.isSafeToNarrow(nearest)) {
        return (float) nearest;
      }
    }
    return Float.intBitsToFloat((int) DecimalToBinary.FLOAT.convert(mantissa, -fractionDigits));
  }

  /** Eight bytes, a digit as its value and anything else as more than nine. */
  private static long digitsAt(byte[] bytes, int pos) {
    return (long) EIGHT_BYTES.get(bytes, pos) ^ 0x3030303030303030L;
  }

  /** How many digits come first. */
  private static int count(long eight) {
    long others = ((eight + 0x7676767676767676L) | eight) & 0x8080808080808080L;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  private static long append(long value, long eight, int digits) {
    return digits == 0 ? value : value * POWERS[digits] + value(eight, digits);
  }

  /** The number that the first {@code digits} digits are, 1 to 8 of them. */
  private static long value(long eight, int digits) {
    long shifted = eight << (Long.SIZE - 8 * digits);
    long pairs = shifted * 10 + (shifted >>> 8);
    return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
            + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L)
        >>> 32;
  }

  private static int skipSpace(byte[] bytes, int from, int safe) {
    int pos = from;
    while (pos < safe && bytes[pos] <= ' ' && JsonTokenizer.isSpace(bytes[pos])) {
      pos++;
    }
    return pos;
  }
}
