package io.scoria.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a run of numbers that commas part, as they stand in an array, straight into the floats of a
 * tensor: eight bytes at a time in a long. It takes only what is plain (fewer than eight bytes
 * before the point, at most {@value #MAX_BYTES} before an exponent of at most two digits, a value
 * of a float's normal range and, where many digits stand behind one and a point, not too near to
 * the middle of two floats) and leaves everything else, errors among it, to {@link JsonTokenizer}
 * and {@link NumberParser}. Not thread-safe.
 *
 * <p>The end of a number is found from its bytes alone. What it is worth is not needed to find the
 * next one, so the processor works on several at once. What is hard to foretell (a sign, how many
 * digits) is computed; only what is alike for most numbers of an array is a branch.
 */
final class FloatRun {
  /** So many bytes behind the limit are there to be read; what they are does not matter. */
  static final int PADDING = 40;

  private static final int MAX_BYTES = 23;
  private static final int NOT_PLAIN = -1;
  private static final int STAGED = 256;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private static final long ZEROS = 0x3030303030303030L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long BUT_FIRST = ~0xffL; // the first is a sign or a digit
  private static final long BUT_FIRST_TWO = ~0xffffL;
  private static final long BUT_FIRST_THREE = ~0xffffffL;

  private static final int MINUS = '-' ^ '0';
  private static final int POINT_AFTER_ZERO = ('.' ^ '0') << 8; // "0." without ZEROS

  private static final int MIDDLE = 0x10000000; // of two floats, in the last 29 bits of a double

  /** So near to the middle it is not certain which float is nearest; in units of the last place. */
  private static final int MARGIN = 1 << 14;

  /** The same where no digit is cut off: whole units, less than three of them. */
  private static final int ROUNDINGS_MARGIN = 2;

  /** One unit of a mantissa from here on is less than {@link #MARGIN}. */
  private static final long MIN_CUT_MANTISSA = 1_000_000_000_000L;

  private static final long EIGHT_DIGITS = 100_000_000;
  private static final long MAX_HIGH = 90_000_000; // times 10^11 it is still a long
  private static final long[] WHOLE_POWERS = new long[16];

  /** Powers of ten from -64 on, each the nearest double. */
  private static final double[] POWERS = new double[128];

  /** By the bytes of a number: ten to the digits behind its point; with a minus, at 8 more. */
  private static final float[] SCALES = new float[16];

  private static final int ZEROTH_POWER = 64;
  private static final int MIN_POWER = -36; // a smaller one may leave a float's normal range
  private static final int MAX_POWER = 19; // 10^19 times a long is a float

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + (i - ZEROTH_POWER));
    }
    for (int i = 0; i < WHOLE_POWERS.length; i++) {
      WHOLE_POWERS[i] = (long) POWERS[ZEROTH_POWER + i];
    }
    for (int bytes = 3; bytes <= 7; bytes++) {
      SCALES[bytes] = WHOLE_POWERS[bytes - 2];
      SCALES[bytes + 8] = -WHOLE_POWERS[bytes - 3];
    }
  }

  /** The last floats, which go to the tensor together: an array is cheaper to write to. */
  private final byte[] staged = new byte[STAGED * Float.BYTES];

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
   * @param bytes with {@value #PADDING} more of them behind the limit
   * @param from where a number may begin
   * @param out where they go, from the byte at {@code outIndex}; in the machine's byte order
   * @param max how many it takes at most
   * @return the position after the last one taken and, where one follows, its comma
   */
  int read(byte[] bytes, int from, int limit, ByteBuffer out, int outIndex, int max) {
    int pos = from;
    int taken = 0;
    do {
      pos = stage(bytes, pos, limit, Math.min(max - taken, STAGED));
      out.put(outIndex + taken * Float.BYTES, staged, 0, count * Float.BYTES);
      taken += count;
    } while (afterComma && count == STAGED);
    count = taken;
    return pos;
  }

  /** As {@link #read}, into {@code staged}. */
  private int stage(byte[] bytes, int from, int limit, int max) {
    byte[] floats = staged;
    int room = max * Float.BYTES;
    int pos = from;
    int at = 0;
    boolean comma = true;
    while (comma && at < room) {
      long eight = digits(bytes, pos);
      int sign = (((((int) eight & 0xff) ^ MINUS) - 1) >>> 28) & 8; // in bits: 8 for a minus
      long unsigned = eight >>> sign;
      int end = number(bytes, pos, eight, sign, unsigned, floats, at);
      if (Integer.compareUnsigned(end, limit) >= 0) { // NOT_PLAIN is, too
        break;
      }
      if (bytes[end] != ',') {
        end = beforeComma(bytes, pos, end, limit, floats, at);
        if (end == NOT_PLAIN) {
          break;
        }
        comma = end < limit && bytes[end] == ',';
      }
      at += Float.BYTES;
      pos = comma ? end + 1 : end;
      if (bytes[pos] <= ' ') {
        pos = skipSpace(bytes, pos, limit);
      }
    }
    count = at / Float.BYTES;
    afterComma = comma;
    return pos;
  }

  /** Where a comma should be after a number that ended at {@code end}; or NOT_PLAIN. */
  private static int beforeComma(
      byte[] bytes, int from, int end, int limit, byte[] floats, int at) {
    boolean exponent = (bytes[end] | 0x20) == 'e';
    int pos = exponent ? scaled(bytes, from, end, floats, at) : end;
    return pos >= limit ? NOT_PLAIN : pos == NOT_PLAIN ? pos : skipSpace(bytes, pos, limit);
  }

  /**
   * Stages the number at {@code pos}; the index after its last digit, or NOT_PLAIN. The index may
   * lie behind the limit, and the number is then none.
   *
   * @param eight bytes from there on, as those of {@link #digits}
   * @param unsigned the same without the sign
   */
  private static int number(
      byte[] bytes, int pos, long eight, int sign, long unsigned, byte[] floats, int at) {
    if (Integer.compareUnsigned(((int) unsigned & 0xffff) - POINT_AFTER_ZERO, 9) > 0) {
      return general(bytes, pos, eight, sign, unsigned, floats, at);
    }
    if (((int) (unsigned >>> 16) & 0xff) > 9) {
      return NOT_PLAIN;
    }
    long others = others(eight) & BUT_FIRST_THREE; // what comes next waits for no sign
    if (others == 0) {
      return longFraction(bytes, pos, sign, (int) unsigned & 0xff, floats, at);
    }
    // One digit, a point and at most five digits: as a float, both sides of the division are exact.
    int end = Long.numberOfTrailingZeros(others) >> 3;
    long digits = (unsigned & BUT_FIRST_TWO) | ((unsigned & 0xff) << 8);
    FLOATS.set(floats, at, value(digits << (sign - (end << 3))) / SCALES[(end + sign) & 15]);
    return pos + end;
  }

  /**
   * A digit, a point and six digits or more. Of those the first 16 count: what is behind them moves
   * the double by less than {@link #MARGIN}.
   */
  private static int longFraction(
      byte[] bytes, int pos, int sign, int whole, byte[] floats, int at) {
    int end = farEnd(bytes, pos);
    int first = pos + 2 + (sign >> 3);
    int digits = end - first;
    int counted = Math.min(digits, 16);
    long head = digits(bytes, first);
    long mantissa =
        counted <= 8
            ? whole * WHOLE_POWERS[counted & 15] + value(head, counted)
            : (whole * EIGHT_DIGITS + value(head)) * WHOLE_POWERS[(counted - 8) & 15]
                + value(digits(bytes, first + 8), counted - 8);
    double nearly = mantissa * POWERS[(ZEROTH_POWER - counted) & 127];
    INTS.set(floats, at, Float.floatToRawIntBits((float) nearly) | sign << 28);
    boolean unclear =
        isNearMiddle(nearly, MARGIN)
            || (digits > 16 && mantissa < MIN_CUT_MANTISSA)
            || end - pos > MAX_BYTES;
    return unclear ? NOT_PLAIN : end;
  }

  /** Any other number. */
  private static int general(
      byte[] bytes, int pos, long eight, int sign, long unsigned, byte[] floats, int at) {
    long others = others(eight) & BUT_FIRST;
    int point = Long.numberOfTrailingZeros(others) & ~7; // in bits
    if (others == 0 || !beginsPlainly(unsigned, point - sign)) {
      return NOT_PLAIN;
    }
    if ((byte) (eight >>> point) != ('.' ^ '0')) {
      put(floats, at, value(unsigned << (sign - point)), 0, sign);
      return pos + (point >> 3);
    }
    long later = others & (others - 1);
    if (later == 0) {
      return longGeneral(bytes, pos, point, sign, floats, at);
    }
    int end = Long.numberOfTrailingZeros(later) & ~7;
    long digits = withoutPoint(unsigned, unsigned >>> 8, point - sign);
    put(floats, at, value(digits << (sign + 8 - end)), (point + 8 - end) >> 3, sign);
    return end == point + 8 ? NOT_PLAIN : pos + (end >> 3);
  }

  private static int longGeneral(
      byte[] bytes, int pos, int point, int sign, byte[] floats, int at) {
    int end = farEnd(bytes, pos);
    int fraction = end - pos - (point >> 3) - 1;
    long mantissa = mantissa(bytes, pos + (sign >> 3), pos + (point >> 3), end);
    put(floats, at, mantissa, -fraction, sign);
    return fraction == 0 || end - pos > MAX_BYTES || mantissa < 0 ? NOT_PLAIN : end;
  }

  /** A number of which an exponent follows at {@code stop}. */
  private static int scaled(byte[] bytes, int pos, int stop, byte[] floats, int at) {
    byte sign = bytes[stop + 1];
    int from = sign == '-' || sign == '+' ? stop + 2 : stop + 1;
    long exponent = digits(bytes, from);
    int digits = Long.numberOfTrailingZeros(others(exponent)) >> 3;
    if (digits < 1 || digits > 2) {
      return NOT_PLAIN;
    }
    int written = (int) value(exponent, digits);
    int minus = bytes[pos] == '-' ? 8 : 0;
    int point = pos + (Long.numberOfTrailingZeros(others(digits(bytes, pos)) & BUT_FIRST) >> 3);
    long mantissa = mantissa(bytes, pos + (minus >> 3), point, stop);
    int power = (sign == '-' ? -written : written) - Math.max(stop - point - 1, 0);
    boolean normal = mantissa >= 0 && power >= MIN_POWER && power <= MAX_POWER;
    put(floats, at, mantissa, power, minus);
    return normal ? from + digits : NOT_PLAIN;
  }

  /** Where a number ends that has a point in the first eight bytes, and no end. */
  private static int farEnd(byte[] bytes, int pos) {
    long others = others(digits(bytes, pos + 8));
    return others != 0
        ? pos + 8 + (Long.numberOfTrailingZeros(others) >> 3)
        : pos + 16 + (Long.numberOfTrailingZeros(others(digits(bytes, pos + 16))) >> 3);
  }

  /**
   * A digit, and no zero before others.
   *
   * @param whole the bits up to the point
   */
  private static boolean beginsPlainly(long unsigned, int whole) {
    int digit = (int) unsigned & 0xff;
    return digit > 0 ? digit <= 9 : whole == 8;
  }

  /** All digits, up to {@code end}, with a point at {@code point} or, where that is it, without. */
  private static long mantissa(byte[] bytes, int first, int point, int end) {
    long digits =
        withoutPoint(digits(bytes, first), digits(bytes, first + 1), (point - first) << 3);
    return mantissa(bytes, digits, first + 9, end - first - (end > point ? 1 : 0));
  }

  private static long withoutPoint(long eight, long eightFromNext, int point) {
    long behind = -1L << point;
    return (eight & ~behind) | (eightFromNext & behind);
  }

  /**
   * The first {@code count} digits as a number; negative where it has too many.
   *
   * @param digits the first eight
   * @param second where the ninth is
   */
  private static long mantissa(byte[] bytes, long digits, int second, int count) {
    if (count <= 8) {
      return value(digits, count);
    }
    long high = value(digits);
    long next = digits(bytes, second);
    if (count <= 16) {
      return high * WHOLE_POWERS[count - 8 & 15] + value(next, count - 8);
    }
    if (count > 18 && high * WHOLE_POWERS[count - 19] > MAX_HIGH) {
      return -1;
    }
    long low = value(digits(bytes, second + 8), count - 16);
    return (high * EIGHT_DIGITS + value(next)) * WHOLE_POWERS[count - 16 & 15] + low;
  }

  private static void put(byte[] floats, int at, long mantissa, int power, int sign) {
    INTS.set(floats, at, magnitude(mantissa, power) | sign << 28);
  }

  /**
   * The bits of the float nearest to a decimal. Three roundings leave the double less than three
   * units of its last place away from the decimal. Where no middle between two floats is as near,
   * both round to the same float.
   */
  private static int magnitude(long mantissa, int power) {
    double nearly = mantissa * POWERS[power + ZEROTH_POWER & 127];
    return isNearMiddle(nearly, ROUNDINGS_MARGIN)
        ? (int) DecimalToBinary.FLOAT.convert(mantissa, power)
        : Float.floatToRawIntBits((float) nearly);
  }

  /** True where a middle between two floats is at most so many units of the last place away. */
  private static boolean isNearMiddle(double value, int margin) {
    int tail = (int) Double.doubleToRawLongBits(value); // a float ends before its last 29 bits
    return ((tail - MIDDLE + margin) & 0x1fffffff) <= 2 * margin;
  }

  private static long load(byte[] bytes, int pos) {
    return (long) LONGS.get(bytes, pos);
  }

  /** Eight bytes, a digit as its value and anything else as more than nine. */
  private static long digits(byte[] bytes, int pos) {
    return load(bytes, pos) ^ ZEROS;
  }

  /** The highest bit of each of eight bytes that is no digit. */
  private static long others(long eight) {
    return ((eight + 0x7676767676767676L) | eight) & HIGH_BITS;
  }

  /** The number that the first {@code count} digits are, 1 to 8 of them. */
  private static long value(long eight, int count) {
    return value(eight << -(count << 3));
  }

  /** The number that eight digits are: pairs of them, pairs of pairs, and both of those. */
  private static long value(long eight) {
    long pairs = eight * 10 + (eight >>> 8);
    return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
            + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L)
        >>> 32;
  }

  private static int skipSpace(byte[] bytes, int from, int limit) {
    int pos = from;
    while (pos < limit && JsonTokenizer.isSpace(bytes[pos])) {
      pos++;
    }
    return pos;
  }
}
