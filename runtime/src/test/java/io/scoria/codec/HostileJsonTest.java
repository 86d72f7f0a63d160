package io.scoria.codec;

import static io.scoria.codec.Bodies.decode;
import static io.scoria.codec.Bodies.input;
import static io.scoria.codec.Bodies.refuse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Reason;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.config.CodecLimits;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows D1 and H10 of the catalogue, as far as they are of JSON. */
class HostileJsonTest {
  private static final TensorSpec FLOATS = input("x", ElementType.FLOAT, -1);
  private static final TensorSpec STRINGS = input("x", ElementType.STRING, -1);

  private static String why(String text) {
    return switch (JsonValues.parse(ByteBuffer.wrap(text.getBytes(UTF_8)))) {
      case JsonValues.Parsed.Malformed(String why) -> why;
      case JsonValues.Parsed.Value value -> throw new AssertionError("taken: " + text.length());
    };
  }

  private static Object value(String text) {
    if (JsonValues.parse(ByteBuffer.wrap(text.getBytes(UTF_8)))
            instanceof JsonValues.Parsed.Value(Object value)
        && value != null) {
      return value;
    }
    throw new AssertionError("refused: " + text.length());
  }

  /** Why a body is refused within limits that are smaller than the usual ones. */
  private static String refusal(CodecLimits limits, TensorSpec input, String body) {
    BufferPool pool = new BufferPool(1 << 20);
    try (RequestDecoder decoder =
        new RequestDecoder(new Signature(List.of(input), List.of()), pool, limits)) {
      decoder.feed(ByteBuffer.wrap(body.getBytes(UTF_8)));
      return switch (decoder.finish()) {
        case Decoded.Rejected rejected ->
            rejected.refusal().reason().code() + ": " + rejected.refusal().message();
        case Decoded.Inputs(List<Tensor> inputs) -> {
          Tensor.closeAll(inputs);
          yield "taken";
        }
      };
    } finally {
      assertThat(pool.usedBytes()).isZero();
    }
  }

  @Test
  void depthOf100000IsRefusedAtTheHundredAndFirst() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String objects = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    assertThat(why(deep)).contains("at byte 100: nested deeper than 100 levels");
    assertThat(why(objects)).contains("at byte 500: nested deeper than 100 levels");
    assertThat(refuse(FLOATS, deep).message()).contains("at byte 108: nested deeper than 100");
  }

  @Test
  void aNumberOfAMillionDigitsIsRefused() {
    String digits = "1".repeat(1_000_000);
    assertThat(why(digits)).contains("at byte 0: a number of more than 1100 bytes");
    assertThat(refuse(FLOATS, "[1, 0." + digits + "]").reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void aNumberOutOfRangeIsRefusedAndMinusZeroIsKept() {
    assertThat(refuse(FLOATS, "[1e400]").reason()).isEqualTo(Reason.NUMBER_OUT_OF_RANGE);
    assertThat(refuse(FLOATS, "[-1e400]").reason()).isEqualTo(Reason.NUMBER_OUT_OF_RANGE);
    assertThat(decode(FLOATS, "[-0, -0.0, 1e-400]")).isEqualTo("float [3] -0.0 -0.0 0.0");
    assertThat(value("1e400")).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void loneSurrogatesAreNoStringsOfATensor() {
    assertThat(refuse(STRINGS, "[\"\\ud800\"]").reason()).isEqualTo(Reason.WRONG_TYPE);
    assertThat(refuse(STRINGS, "[\"\\udc00\\ud800\"]").message()).contains("unpaired surrogate");
  }

  @Test
  void aByteOrderMarkIsSkippedOnceAndOnlyAtTheStart() {
    assertThat(value("\ufeff1")).isEqualTo(1L);
    assertThat(why("\ufeff\ufeff1")).contains("at byte 3");
    assertThat(why("[\ufeff1]")).contains("at byte 1");
  }

  @Test
  void aNameThatStandsTwiceIsRefusedInAModelsBodyAndTheLastForAScript() {
    assertThat(refuse(List.of(FLOATS), "{\"data\": [1], \"data\": [2]}").message())
        .contains("\"data\" twice");
    assertThat(value("{\"a\": 1, \"a\": 2}")).isEqualTo(Map.of("a", 2L));
  }

  @Test
  void aMillionUnknownNamesAreNotKept() {
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; i < 1_000_000; i++) {
      body.append("\"k").append(i).append("\":1,");
    }
    String text = body.append("\"data\":[1]}").toString();
    assertThat(refuse(List.of(FLOATS), text).message())
        .contains("unknown name", "k0")
        .contains("(byte 1)");
    assertThat((Map<?, ?>) value(text)).hasSize(1_000_001);
  }

  /** All texts of 17 pairs of letters that have the same hash code: 2 to the 17th. */
  private static String collision(int number) {
    StringBuilder name = new StringBuilder(34);
    for (int bit = 16; bit >= 0; bit--) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  @Test
  void namesWithOneHashCodeCostNoMoreThanOthersByALittle() {
    assertThat(collision(0).hashCode()).isEqualTo(collision((1 << 17) - 1).hashCode());
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 1 << 17; i++) {
      text.append(i == 0 ? "\"" : ",\"").append(collision(i)).append("\":").append(i);
    }
    // A list of names would take 2^33 comparisons here, many minutes; a tree takes 2^21.
    Map<?, ?> all = (Map<?, ?>) value(text.append("}").toString());
    assertThat(all).hasSize(1 << 17);
    assertThat(all.get(collision(99_999))).isEqualTo(99_999L);
  }

  @Test
  void everyLimitThatIsPassedIsNamedWithThePlace() {
    CodecLimits small = new CodecLimits(1000, 3, 32, 10, 4, 12);
    assertThat(refusal(small, FLOATS, "{\"data\": [[[1]]]}"))
        .isEqualTo(
            "malformed_json: The body is not JSON: at byte 11: nested deeper than 3 levels"
                + " (max-json-depth).");
    assertThat(refusal(small, FLOATS, "{\"data\": [" + "1".repeat(33) + "]}"))
        .contains("at byte 10: a number of more than 32 bytes (max-number-chars)");
    assertThat(refusal(small, STRINGS, "{\"data\": [\"01234567890\"]}"))
        .contains("at byte 10: a string of more than 10 bytes (max-string-bytes)");
    assertThat(refusal(small, FLOATS, "{\"data\": [1, 2, 3, 4]}"))
        .startsWith(
            "tensor_too_large: data[3]: input 'x' takes at most 12 bytes (max-tensor-bytes).");
    assertThat(refusal(small, input("x", ElementType.BOOL, -1), booleans(5)))
        .startsWith(
            "tensor_too_large: data[4]: input 'x' takes at most 4 elements (max-tensor-elements).");
    assertThat(refusal(small, STRINGS, "{\"data\": [\"a\"]}"))
        .startsWith("tensor_too_large: data[0]: input 'x' takes at most 12 bytes");
    assertThat(refusal(small, FLOATS, "{\"data\": [1, 2, 3]}")).isEqualTo("taken");
    assertThat(refusal(small, input("x", ElementType.BOOL, -1), booleans(4))).isEqualTo("taken");
  }

  private static String booleans(int count) {
    return "{\"data\": [" + "true, ".repeat(count - 1) + "true]}";
  }

  @Test
  void aBinaryBodyThatDeclaresMoreThanAnyLimitIsRefusedBeforeItComes() {
    BufferPool pool = new BufferPool(1L << 40);
    for (long declared : new long[] {1L << 33, 1L << 62, Long.MAX_VALUE / 8 * 8}) {
      try (BinaryDecoder decoder =
          new BinaryDecoder(
              input("x", ElementType.INT64, -1), pool, CodecLimits.defaults(), declared)) {
        assertThat(decoder.finish().toString()).contains("TENSOR_TOO_LARGE", "max-tensor-elements");
      }
      assertThat(pool.usedBytes()).isZero();
    }
  }

  @Test
  void aModelWhoseShapePassesEveryNumberTakesNoBodyAndNoMemory() {
    BufferPool pool = new BufferPool(1 << 20);
    TensorSpec huge = input("x", ElementType.FLOAT, 1L << 31, 1L << 31, 4);
    for (long declared : new long[] {0, 16, -1}) {
      try (BinaryDecoder decoder =
          new BinaryDecoder(huge, pool, CodecLimits.defaults(), declared)) {
        decoder.feed(ByteBuffer.allocate((int) Math.max(0, declared)));
        assertThat(decoder.finish().toString()).contains("WRONG_SHAPE");
      }
    }
    assertThat(refuse(huge, "[1, 2]").reason()).isEqualTo(Reason.WRONG_SHAPE);
    assertThat(pool.usedBytes()).isZero();
  }
}
