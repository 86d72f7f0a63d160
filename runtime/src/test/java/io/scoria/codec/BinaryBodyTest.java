package io.scoria.codec;

import static io.scoria.codec.Bodies.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Outcome;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.config.CodecLimits;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryBodyTest {
  private static final int KIB = 1024;
  private static final TensorSpec ROWS = input("x", ElementType.FLOAT, -1, 4);

  private final BufferPool pool = new BufferPool(64 * KIB);

  @AfterEach
  void everyByteOfThePoolIsBack() {
    assertThat(pool.usedBytes()).isZero();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new SplittableRandom(count).nextBytes(bytes);
    return bytes;
  }

  /** The tensors described, or the refusal. */
  private String decode(TensorSpec spec, byte[] body, long declaredBytes, int chunkBytes) {
    try (BinaryDecoder decoder =
        new BinaryDecoder(spec, pool, CodecLimits.defaults(), declaredBytes)) {
      for (int from = 0; from < body.length; from += chunkBytes) {
        ByteBuffer chunk = ByteBuffer.wrap(body, from, Math.min(chunkBytes, body.length - from));
        decoder.feed(chunk);
        assertThat(chunk.hasRemaining()).isFalse();
      }
      return switch (decoder.finish()) {
        case Decoded.Inputs(List<Tensor> tensors) -> Tensors.describeAndClose(tensors);
        case Decoded.Rejected(Refusal refusal) -> refusal.toString();
      };
    }
  }

  private String decode(TensorSpec spec, byte[] body) {
    String whole = decode(spec, body, body.length, Math.max(body.length, 1));
    assertThat(decode(spec, body, -1, 1)).as("chunked, byte by byte").isEqualTo(whole);
    assertThat(decode(spec, body, body.length, 7)).as("in pieces").isEqualTo(whole);
    return whole;
  }

  private static byte[] littleEndian(float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  @Test
  void theElementsAreLittleEndianAndRowMajor() {
    assertThat(decode(ROWS, littleEndian(1, 2, 3, 4, 5, 6, 7, Float.NaN)))
        .isEqualTo("float [2, 4] 1.0 2.0 3.0 4.0 5.0 6.0 7.0 NaN");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"STRING", "BOOL", "UINT16", "UINT32", "UINT64"})
  void everyBitOfEveryTypeIsKept(ElementType type) {
    byte[] body = bytes(3000 * type.bytes());
    try (BinaryDecoder decoder =
        new BinaryDecoder(input("x", type, -1), pool, CodecLimits.defaults(), -1)) {
      decoder.feed(ByteBuffer.wrap(body, 0, 1001));
      decoder.feed(ByteBuffer.wrap(body, 1001, body.length - 1001));
      if (!(decoder.finish() instanceof Decoded.Inputs(List<Tensor> tensors))) {
        throw new AssertionError("refused");
      }
      assertThat(((DenseTensor) tensors.getFirst()).data()).isEqualTo(ByteBuffer.wrap(body));
      assertThat(BinaryEncoder.encode(Outcome.Scored.whole(tensors, Outcome.Run.NONE)))
          .isEqualTo(ByteBuffer.wrap(body));
      Tensor.closeAll(tensors);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1 4|0|float [0, 4]",
        "-1 4|16|float [1, 4]",
        "2 -1 2|32|float [2, 2, 2]",
        "3|12|float [3]",
        "2 0|0|float [2, 0]",
        "''|4|float []",
      })
  void theShapeComesFromTheLength(String dims, int length, String tensor) {
    assertThat(decode(spec(dims), new byte[length])).startsWith(tensor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1 4|20|[?, 4] needs a multiple of 16 bytes.",
        "-1 4|15|[?, 4] needs a multiple of 16 bytes.",
        "-1 4|17|[?, 4] needs a multiple of 16 bytes.",
        "3|16|[3] needs 12 bytes.",
        "3|0|[3] needs 12 bytes.",
        "''|8|[] needs 4 bytes.",
        "-1 -1|16|[?, ?] needs JSON, whose nesting tells the shape: more than one of its dimensions"
            + " is free.",
      })
  void refusesALengthThatGivesNoShape(String dims, int length, String needs) {
    assertThat(decode(spec(dims), new byte[length]))
        .isEqualTo(
            new Refusal(Reason.WRONG_SHAPE, "The body has " + length + " bytes; x: float " + needs)
                .toString());
  }

  @Test
  void refusesAModelThatStatesNoRank() {
    assertThat(decode(new TensorSpec("x", ElementType.FLOAT, ShapeSpec.ANY), new byte[4]))
        .contains("WRONG_SHAPE", "[any shape] needs JSON");
  }

  private static TensorSpec spec(String dims) {
    String[] parts = dims.isEmpty() ? new String[0] : dims.split(" ");
    long[] sizes = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      sizes[i] = Long.parseLong(parts[i]);
    }
    return input("x", ElementType.FLOAT, sizes);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 127, 128, 255})
  void refusesABooleanThatIsNeitherZeroNorOne(int bad) {
    byte[] body = {0, 1, 1, 0, (byte) bad, 7};

    assertThat(decode(input("x", ElementType.BOOL, -1), body))
        .isEqualTo(
            new Refusal(
                    Reason.WRONG_TYPE,
                    "Input 'x' of type bool takes bytes of 0 and 1, found " + bad + ". (byte 4)")
                .toString());
    assertThat(decode(input("x", ElementType.BOOL, -1), new byte[] {0, 1}))
        .isEqualTo("bool [2] false true");
  }

  @Test
  void refusesForGoodWhatThePoolCanNeverHold() {
    assertThat(decode(ROWS, new byte[0], 100 * KIB, 1)).contains("TENSOR_TOO_LARGE");
    assertThat(decode(ROWS, new byte[100 * KIB], -1, KIB)).contains("TENSOR_TOO_LARGE");
    assertThat(decode(ROWS, new byte[0], Long.MAX_VALUE, 1)).contains("TENSOR_TOO_LARGE");
  }

  @Test
  void refusesForNowWhatOthersHaveTaken() {
    ByteBuffer others = pool.tryAcquire(64 * KIB);
    assertThat(others).isNotNull();
    assertThat(decode(ROWS, new byte[16], 16, 16)).contains("OVERLOADED");
    pool.release(others);
  }

  @Test
  void takesAsMuchAsWasDeclaredWithoutGrowing() {
    assertThat(decode(ROWS, new byte[64 * KIB], 64 * KIB, 1000)).startsWith("float [4096, 4]");
  }

  @Test
  void aCallsRowsOfABatchAreItsAnswer() {
    Tensor output =
        Tensors.dense(
            ElementType.INT16,
            Shape.of(4, 2),
            data -> {
              for (short i = 0; i < 8; i++) {
                data.putShort(i);
              }
            });

    ByteBuffer middle =
        BinaryEncoder.encode(new Outcome.Scored(List.of(output), 1, 2, Outcome.Run.NONE));
    assertThat(middle.order(ByteOrder.LITTLE_ENDIAN).remaining()).isEqualTo(8);
    assertThat(middle.getShort(0)).isEqualTo((short) 2);
    assertThat(middle.getShort(6)).isEqualTo((short) 5);
    assertThat(
            BinaryEncoder.encode(new Outcome.Scored(List.of(output), 4, 0, Outcome.Run.NONE))
                .remaining())
        .isZero();
  }
}
