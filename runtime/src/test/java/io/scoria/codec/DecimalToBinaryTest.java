package io.scoria.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against exact arithmetic, which tells of every mantissa and exponent what is nearest. */
class DecimalToBinaryTest {
  private static final long SEED = 20260110;
  private static final long[] EDGES = {
    0, 1, 2, 3, 5, 9, 10, 1L << 24, 1L << 53, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -2, -1
  };

  private final SplittableRandom random = new SplittableRandom(SEED);

  private static void check(BinaryFormat format, long mantissa, int exponent) {
    DecimalToBinary converter =
        format == BinaryFormat.FLOAT ? DecimalToBinary.FLOAT : DecimalToBinary.DOUBLE;
    long bits = converter.convert(mantissa, exponent);
    BigDecimal decimal = new BigDecimal(new BigInteger(Long.toUnsignedString(mantissa)), -exponent);
    if (bits < 0 || bits > format.infinity() || !format.isNearest(bits, decimal)) {
      throw new AssertionError(
          "seed %d: %se%d as %s is %x"
              .formatted(SEED, Long.toUnsignedString(mantissa), exponent, format, bits));
    }
  }

  private void checkExponents(BinaryFormat format, int from, int to, int count) {
    for (int exponent = from; exponent <= to; exponent++) {
      for (long mantissa : EDGES) {
        check(format, mantissa, exponent);
      }
      for (int i = 0; i < count; i++) {
        check(format, random.nextLong() >>> random.nextInt(64), exponent);
      }
    }
  }

  @Test
  void everyExponentGivesTheNearestFloat() {
    checkExponents(BinaryFormat.FLOAT, -90, 60, 1000);
  }

  @Test
  void everyExponentGivesTheNearestDouble() {
    checkExponents(BinaryFormat.DOUBLE, -365, 330, 120);
  }

  @Test
  void exponentsFarOutsideGiveZeroAndInfinity() {
    for (int exponent : new int[] {-1_000_000, -10_000_000, 1_000_000, 10_000_000}) {
      for (long mantissa : EDGES) {
        long expected = exponent < 0 || mantissa == 0 ? 0 : BinaryFormat.FLOAT.infinity();
        assertThat(DecimalToBinary.FLOAT.convert(mantissa, exponent)).isEqualTo(expected);
        expected = exponent < 0 || mantissa == 0 ? 0 : BinaryFormat.DOUBLE.infinity();
        assertThat(DecimalToBinary.DOUBLE.convert(mantissa, exponent)).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatLiesExactlyBetweenGoesToTheEvenOne() {
    for (int i = 0; i < 30_000; i++) {
      checkTie(BinaryFormat.FLOAT, 25, i % 28 - 17);
      checkTie(BinaryFormat.DOUBLE, 54, i % 28 - 4);
    }
  }

  /** An odd number of one bit more than the format has, written with the exponent. */
  private void checkTie(BinaryFormat format, int bits, int exponent) {
    long odd = 1L << (bits - 1) | random.nextLong(1L << (bits - 1)) | 1;
    BigInteger five = BigInteger.valueOf(5).pow(Math.abs(exponent));
    BigInteger mantissa = BigInteger.valueOf(odd);
    if (exponent <= 0) {
      mantissa = mantissa.multiply(five);
    } else {
      BigInteger multiple = mantissa.divide(five).setBit(0);
      mantissa = multiple.multiply(five).bitLength() == bits ? multiple : mantissa.divide(five);
    }
    if (mantissa.bitLength() <= Long.SIZE && mantissa.signum() > 0) {
      check(format, mantissa.longValue(), exponent);
      check(format, mantissa.longValue() + 1, exponent);
      check(format, mantissa.longValue() - 1, exponent);
    }
  }

  @Test
  void whatIsNextToAMiddleGoesToItsOwnSide() {
    for (BinaryFormat format : new BinaryFormat[] {BinaryFormat.FLOAT, BinaryFormat.DOUBLE}) {
      for (int i = 0; i < 20_000; i++) {
        long bits = random.nextLong(format.infinity());
        BigDecimal middle = format.middleAfter(i % 4 == 0 ? bits & 0xffff : bits);
        int scale = middle.scale() - middle.precision() + random.nextInt(15, 19);
        BigInteger digits = middle.movePointRight(scale).toBigInteger();
        check(format, digits.longValue(), -scale);
        check(format, digits.longValue() + 1, -scale);
      }
    }
  }
}
