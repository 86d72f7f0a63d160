package io.scoria.codec;

import static io.scoria.codec.Bodies.input;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte of the pool comes back, once, whatever becomes of a request. */
class RequestDecoderMemoryTest {
  private static final int KIB = 1024;
  private static final TensorSpec FLOATS = input("x", ElementType.FLOAT, -1);
  private static final List<TensorSpec> TWO =
      List.of(input("a", ElementType.FLOAT, -1), input("b", ElementType.FLOAT, -1));

  private final BufferPool pool = new BufferPool(64 * KIB);

  private RequestDecoder decoder(List<TensorSpec> inputs) {
    return new RequestDecoder(new Signature(inputs, List.of()), pool);
  }

  private static void feed(RequestDecoder decoder, String text) {
    decoder.feed(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static String zeros(int count) {
    return "[" + "0,".repeat(count - 1) + "0]";
  }

  private Refusal refuse(List<TensorSpec> inputs, String body) {
    return switch (Bodies.decode(inputs, pool, body.getBytes(UTF_8), KIB)) {
      case Decoded.Rejected(Refusal refusal) -> refusal;
      case Decoded.Inputs taken -> throw new AssertionError(taken);
    };
  }

  @Test
  void theTensorsAreTheReceiversAndNotTheDecoders() {
    RequestDecoder decoder = decoder(TWO);
    feed(decoder, "{\"data\": {\"a\": [1], \"b\": " + zeros(1000) + "}}");
    Decoded decoded = decoder.finish();
    decoder.close();
    decoder.close();
    assertThat(pool.usedBytes()).isEqualTo(KIB + 4 * KIB);

    assertThat(decoded)
        .isInstanceOfSatisfying(Decoded.Inputs.class, inputs -> Tensor.closeAll(inputs.tensors()));
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void aDecoderThatIsNotFinishedGivesEverythingBackOnce() {
    RequestDecoder decoder = decoder(TWO);
    feed(decoder, "{\"data\": {\"a\": [1], \"b\": [2,");
    assertThat(pool.usedBytes()).isEqualTo(2 * KIB);

    decoder.close();
    decoder.close();
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void aMistakeInTheFormGivesEverythingBackAtOnce() {
    try (RequestDecoder decoder = decoder(TWO)) {
      feed(decoder, "{\"data\": {\"a\": [1], \"b\": [2, tr");
      assertThat(pool.usedBytes()).isEqualTo(2 * KIB);
      feed(decoder, "ue, 3");
      assertThat(pool.usedBytes()).isZero();
      feed(decoder, ", 4]}}");
      assertThat(pool.usedBytes()).isZero();
      assertThat(decoder.finish()).isInstanceOf(Decoded.Rejected.class);
    }
    assertThat(pool.usedBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\": {\"a\": [1], \"b\": [2]}",
        "{\"data\": {\"a\": [1], \"b\": [2], \"c\": [3]}}",
        "{\"data\": {\"a\": [1], \"b\": [[2], [3, 4]]}}",
        "{\"data\": {\"a\": [1], \"b\": [[2]]}}",
        "{\"data\": {\"a\": [1], \"b\": 2}}",
        "{\"data\": {\"a\": [[1]], \"b\": [2]}}",
        "{\"data\": {\"a\": [1]}}",
        "{\"data\": {\"b\": [1]}}",
        "{\"data\": {\"a\": [1], \"b\": []}, \"z\": 0}",
        "{\"data\": {\"a\": [], \"b\": 1e99}}",
        "{\"data\": {\"a\": [], \"b\": [\"x\"]}}",
        "{\"data\": {\"a\": [], \"a\": [1]}}",
      })
  void aRefusalLeavesNothingOut(String body) {
    refuse(TWO, body);

    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void refusesATensorThatThePoolCanNeverHold() {
    Refusal refusal = refuse(List.of(FLOATS), "{\"data\": " + zeros(20_000) + "}");

    assertThat(refusal.reason()).isEqualTo(Reason.TENSOR_TOO_LARGE);
    assertThat(refusal.message()).startsWith("Input 'x' has more elements than");
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void takesATensorThatFitsTogetherWithTheGrowingOfIt() {
    String body = "{\"data\": " + zeros(8192) + "}"; // 32 KiB, grown from 16 KiB

    assertThat(Bodies.decode(List.of(FLOATS), pool, body.getBytes(UTF_8), KIB))
        .isInstanceOf(Decoded.Inputs.class);
    assertThat(pool.usedBytes()).isEqualTo(32 * KIB);
  }

  @Test
  void refusesForNowWhereOthersHaveTakenTheMemory() {
    ByteBuffer others = pool.tryAcquire(64 * KIB);
    assertThat(others).isNotNull();

    Refusal refusal = refuse(List.of(FLOATS), "{\"data\": [1]}");
    assertThat(refusal.reason()).isEqualTo(Reason.OVERLOADED);
    assertThat(refusal.message()).contains("taken by other calls", "Try again");
    assertThat(refuse(List.of(FLOATS), "{\"data\": []}").reason()).isEqualTo(Reason.OVERLOADED);
    assertThat(pool.usedBytes()).isEqualTo(64 * KIB);

    pool.release(others);
    assertThat(Bodies.decode(List.of(FLOATS), pool, "{\"data\": [1]}".getBytes(UTF_8), KIB))
        .isInstanceOf(Decoded.Inputs.class);
  }

  @Test
  void refusesForNowWhereATensorCannotGrowBesideOthers() {
    assertThat(pool.tryAcquire(32 * KIB)).isNotNull();

    assertThat(refuse(List.of(FLOATS), "{\"data\": " + zeros(8000) + "}").reason())
        .isEqualTo(Reason.OVERLOADED);
    assertThat(pool.usedBytes()).isEqualTo(32 * KIB);
  }

  /** Trying again would never help: nobody but this request has taken the memory. */
  @Test
  void refusesForGoodWhereTheInputsOfOneRequestDoNotFitTogether() {
    String half = zeros(8000); // 32 KiB
    Refusal refusal = refuse(TWO, "{\"data\": {\"a\": " + half + ", \"b\": " + half + "}}");

    assertThat(refusal.reason()).isEqualTo(Reason.TENSOR_TOO_LARGE);
    assertThat(pool.usedBytes()).isZero();
  }

  /** Strings are on the heap, and still bounded; trying again would never help. */
  @Test
  void refusesMoreStringsThanThereIsMemoryFor() {
    String body = "{\"data\": [" + "\"\",".repeat(1200) + "\"\"]}";

    assertThat(refuse(List.of(input("x", ElementType.STRING, -1)), body).reason())
        .isEqualTo(Reason.TENSOR_TOO_LARGE);
  }

  @Test
  void refusesAStringThatIsLongerThanThereIsMemoryFor() {
    String body = "{\"data\": \"" + "x".repeat(40_000) + "\"}";

    assertThat(refuse(List.of(input("x", ElementType.STRING)), body).reason())
        .isEqualTo(Reason.TENSOR_TOO_LARGE);
  }

  @Test
  void elementsThatTheShapeHasNoRoomForTakeNoMemory() {
    List<TensorSpec> one = List.of(input("x", ElementType.FLOAT, 2));
    try (RequestDecoder decoder = decoder(one)) {
      feed(decoder, "{\"data\": " + zeros(50_000));
      assertThat(pool.usedBytes()).isEqualTo(KIB);
    }
    assertThat(refuse(one, "{\"data\": " + zeros(50_000) + "}").reason())
        .isEqualTo(Reason.WRONG_SHAPE);
  }
}
