package io.scoria.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints each of the 2^32 floats and reads it back. Takes minutes: run by scripts/fuzz. */
@Tag("fuzz")
class EveryFloatFuzzTest {
  private static final int SLICES = 1 << 12;
  private static final int SLICE = 1 << 20;
  private static final int TRUSTED_EVERY = 1009; // of these the JDK's parser is asked too

  @Test
  void readsBackToItself() {
    AtomicLong finite = new AtomicLong();
    AtomicLong slices = new AtomicLong();
    IntStream.range(0, SLICES)
        .parallel()
        .forEach(slice -> {
          finite.addAndGet(check(slice));
          long done = slices.incrementAndGet();
          if (done % 256 == 0) {
            System.err.println(done * 100 / SLICES + " % of all floats");
          }
        });
    assertThat(finite.get()).isEqualTo((1L << 32) - 2L * (1 << 23)); // all but NaN and infinities
  }

  private static long check(int slice) {
    DecimalWriter writer = new DecimalWriter();
    NumberParser parser = new NumberParser();
    byte[] scratch = new byte[32];
    long finite = 0;
    for (int i = 0; i < SLICE; i++) {
      int bits = slice * SLICE + i;
      float value = Float.intBitsToFloat(bits);
      if (Float.isFinite(value)) {
        finite++;
        checkOne(writer, parser, scratch, value, bits);
      }
    }
    return finite;
  }

  private static void checkOne(
      DecimalWriter writer, NumberParser parser, byte[] scratch, float value, int bits) {
    ByteWriter out = new ByteWriter(24);
    writer.write(out, value);
    ByteBuffer text = out.toBuffer();
    text.get(0, scratch, 0, text.limit());
    float read = parser.parseFloat(scratch, 0, text.limit());
    if (Float.floatToRawIntBits(read) != bits) {
      throw new AssertionError(value + " is read back as " + read);
    }
    if (Math.floorMod(bits, TRUSTED_EVERY) == 0) {
      float trusted = Float.parseFloat(US_ASCII.decode(text).toString());
      if (Float.floatToRawIntBits(trusted) != bits) {
        throw new AssertionError(value + " is written as " + trusted);
      }
    }
  }
}
