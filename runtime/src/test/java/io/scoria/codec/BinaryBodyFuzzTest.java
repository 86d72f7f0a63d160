package io.scoria.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.config.CodecLimits;
import io.scoria.fuzz.Mutants;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * However large the dimensions of an input and the length that a body claims: what is taken is what
 * arithmetic without bounds allows, in whatever pieces it comes; and it leaves no memory out.
 */
class BinaryBodyFuzzTest {
  private static final int MUTANTS = 15_000;
  private static final int POOL_BYTES = 64 << 10;
  private static final int MOST_DIMS = 6;
  private static final ElementType[] TYPES = {
    ElementType.FLOAT, ElementType.DOUBLE, ElementType.INT8, ElementType.INT64, ElementType.FLOAT16
  };

  @Test
  void mutantsOfBodiesAndShapesAreTakenWhereArithmeticWithoutBoundsAllows() {
    Mutants.check(BinaryBodyFuzzTest.class, "anyBytes", MUTANTS, BinaryBodyFuzzTest::check);
  }

  /** Jazzer's way in. */
  @FuzzTest(maxDuration = "10m")
  void anyBytes(byte[] input) {
    check(input);
  }

  /** A type (1 byte), a rank (1), dimensions (8 each), the length that is declared (8), a body. */
  private static void check(byte[] input) {
    ByteBuffer source = ByteBuffer.wrap(input);
    TensorSpec spec;
    long declared;
    try {
      ElementType type = TYPES[Math.floorMod(source.get(), TYPES.length)];
      long[] dims = new long[Math.floorMod(source.get(), MOST_DIMS)];
      Arrays.setAll(dims, i -> Math.max(ShapeSpec.FREE, source.getLong()));
      spec = new TensorSpec("x", type, ShapeSpec.of(dims));
      declared = source.getLong();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return; // too short, or no shape that a model can state
    }
    byte[] body = Arrays.copyOfRange(input, source.position(), input.length);
    check(spec, declared, body);
  }

  private static void check(TensorSpec spec, long declared, byte[] body) {
    String whole = decode(spec, -1, body, Math.max(1, body.length));
    for (int chunkBytes : new int[] {1, 7}) {
      requireSame(spec, whole, decode(spec, -1, body, chunkBytes));
    }
    requireSame(spec, whole, decode(spec, body.length, body, 5));
    decode(spec, declared, body, 16); // may be a lie, which must cost nothing
    boolean taken = !whole.startsWith("Refusal");
    if (taken != fits(spec, body.length)) {
      throw new AssertionError(spec + " takes " + body.length + " bytes as " + whole);
    }
  }

  private static void requireSame(TensorSpec spec, String whole, String other) {
    if (!whole.equals(other)) {
      throw new AssertionError(spec + " gives " + whole + ", in pieces " + other);
    }
  }

  private static boolean fits(TensorSpec spec, int bodyBytes) {
    BigInteger length = BigInteger.valueOf(bodyBytes);
    BigInteger fixed = BigInteger.valueOf(spec.type().bytes());
    int free = 0;
    for (int axis = 0; axis < spec.shape().rank(); axis++) {
      if (spec.shape().isFree(axis)) {
        free++;
      } else {
        fixed = fixed.multiply(BigInteger.valueOf(spec.shape().dim(axis)));
      }
    }
    if (bodyBytes > POOL_BYTES || free > 1) {
      return false;
    }
    if (free == 0) {
      return fixed.equals(length);
    }
    return fixed.signum() > 0 && length.mod(fixed).signum() == 0;
  }

  private static String decode(TensorSpec spec, long declared, byte[] body, int chunkBytes) {
    BufferPool pool = new BufferPool(POOL_BYTES);
    String result;
    try (BinaryDecoder decoder = new BinaryDecoder(spec, pool, CodecLimits.defaults(), declared)) {
      for (int from = 0; from < body.length; from += chunkBytes) {
        decoder.feed(ByteBuffer.wrap(body, from, Math.min(chunkBytes, body.length - from)));
      }
      result =
          switch (decoder.finish()) {
            case Decoded.Inputs(List<Tensor> tensors) -> Tensors.describeAndClose(tensors);
            case Decoded.Rejected(var refusal) -> refusal.toString();
          };
    }
    if (pool.usedBytes() != 0) {
      throw new AssertionError(pool.usedBytes() + " bytes are out after " + result);
    }
    return result;
  }
}
