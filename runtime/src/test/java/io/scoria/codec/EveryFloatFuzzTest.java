package io.scoria.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    Readers readers = new Readers();
    long finite = 0;
    for (int i = 0; i < SLICE; i++) {
      int bits = slice * SLICE + i;
      float value = Float.intBitsToFloat(bits);
      if (Float.isFinite(value)) {
        finite++;
        ByteWriter out = new ByteWriter(24);
        writer.write(out, value);
        checkOne(readers, out.toBuffer(), value, bits);
      }
    }
    return finite;
  }

  /** The one that reads any number, and the one that reads the plain ones of an array. */
  private static final class Readers {
    final NumberParser parser = new NumberParser();
    final FloatRun run = new FloatRun();
    final byte[] text = new byte[32 + FloatRun.PADDING];
    final ByteBuffer floats = ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder());
  }

  private static void checkOne(Readers readers, ByteBuffer out, float value, int bits) {
    byte[] text = readers.text;
    int length = out.limit();
    out.get(0, text, 0, length);
    text[length] = ',';
    requireSame(value, bits, readers.parser.parseFloat(text, 0, length));
    readers.run.read(text, 0, length + 1, readers.floats, 0, 1);
    if (readers.run.count() == 1) {
      requireSame(value, bits, readers.floats.getFloat(0));
    }
    if (Math.floorMod(bits, TRUSTED_EVERY) == 0) {
      requireSame(value, bits, Float.parseFloat(US_ASCII.decode(out).toString()));
    }
  }

  private static void requireSame(float value, int bits, float read) {
    if (Float.floatToRawIntBits(read) != bits) {
      throw new AssertionError(value + " is read back as " + read);
    }
  }
}
