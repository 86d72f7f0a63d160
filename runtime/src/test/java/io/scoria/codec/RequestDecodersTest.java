package io.scoria.codec;

import static io.scoria.codec.Bodies.input;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.call.FakeLoop;
import io.scoria.call.Loop;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What becomes of one request never depends on those that its decoder had before. */
class RequestDecodersTest {
  private static final long SEED = 20260120;
  private static final String[] BODIES = {
    "{\"data\": [[5.1, 3.5, 1.4, 0.2], [4.9, 3.0, 1.4, 0.2]]}",
    "{\"data\": {\"a\": [[1, 2, 3], [4, 5, 6]]}}",
    "{\"data\": {\"a\": [1.5, 2.5], \"b\": [\"x\", \"y\\u00e9\"]}}",
    "{\"data\": {\"b\": [[], []], \"a\": 7}}",
    "{\"data\": {\"a\": [[[0.123456789, 1e-3]]], \"b\": \"\"}}",
    "[\"data\"]",
    "{\"Inputs\": {\"a\": [[1, 2]]}, \"GlobalParameters\": [[1, 2], {\"b\": 3}]}",
    "{\"GlobalParameters\": {}, \"Inputs\": {\"data\": [[1.5]]}}",
    "\ufeff{}",
  };
  private static final String[] OTHERS = {
    "", ",", "]", "[", "{", "}", "\"", "\\", "1", "-", "1e99", "true", "nul", "\"a\"", ":", " ",
    "\u00fc"
  };

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final BufferPool pool = new BufferPool(1 << 20);
  private final RequestDecoders decoders = new RequestDecoders(pool);
  private final List<Signature> signatures =
      List.of(
          new Signature(List.of(input("a", ElementType.FLOAT, -1, -1)), List.of()),
          new Signature(
              List.of(input("a", ElementType.FLOAT, -1), input("b", ElementType.STRING, -1)),
              List.of()));
  private final Loop loop = new FakeLoop();

  private byte[] mutant() {
    String body = BODIES[random.nextInt(BODIES.length)];
    for (int left = random.nextInt(3); left > 0; left--) {
      int from = random.nextInt(body.length() + 1);
      int to = Math.min(body.length(), from + random.nextInt(3));
      body = body.substring(0, from) + OTHERS[random.nextInt(OTHERS.length)] + body.substring(to);
    }
    return body.getBytes(UTF_8);
  }

  private static void feed(BodyDecoder decoder, byte[] body, int chunkBytes) {
    for (int from = 0; from < body.length; from += chunkBytes) {
      decoder.feed(ByteBuffer.wrap(body, from, Math.min(chunkBytes, body.length - from)));
    }
  }

  private static String outcome(BodyDecoder decoder) {
    return switch (decoder.finish()) {
      case Decoded.Inputs(List<Tensor> tensors) -> Tensors.describeAndClose(tensors);
      case Decoded.Rejected rejected -> rejected.refusal().toString();
    };
  }

  @Test
  void aDecoderThatWasUsedDecodesAsANewOneDoes() {
    int taken = 0;
    for (int i = 0; i < 100_000; i++) {
      Signature signature = signatures.get(i / 1000 % 2);
      byte[] body = mutant();
      int chunk = random.nextInt(1, body.length + 2);
      String fresh;
      try (RequestDecoder decoder = new RequestDecoder(signature, pool)) {
        feed(decoder, body, body.length + 1);
        fresh = outcome(decoder);
      }
      try (BodyDecoder decoder = decoders.open(signature, loop)) {
        feed(decoder, body, chunk);
        boolean abandoned = random.nextInt(3) == 0;
        assertThat(abandoned ? fresh : outcome(decoder))
            .as("seed %d: %s", SEED, new String(body, UTF_8))
            .isEqualTo(fresh);
      }
      assertThat(pool.usedBytes()).isZero();
      taken += fresh.startsWith("Refusal") ? 0 : 1;
    }
    assertThat(taken).as("mutants that are taken").isBetween(2_000, 90_000);
  }

  @Test
  void requestsSideBySideHaveADecoderEach() {
    BodyDecoder first = decoders.open(signatures.getFirst(), loop);
    BodyDecoder second = decoders.open(signatures.getFirst(), loop);
    feed(first, "{\"data\": [[1,".getBytes(UTF_8), 99);
    feed(second, "{\"data\": [[3,".getBytes(UTF_8), 99);
    feed(first, " 2]]}".getBytes(UTF_8), 99);
    feed(second, " 4]]}".getBytes(UTF_8), 99);

    assertThat(outcome(first)).isEqualTo("float [1, 2] 1.0 2.0");
    assertThat(outcome(second)).isEqualTo("float [1, 2] 3.0 4.0");
  }

  @Test
  void whatIsClosedTwiceIsNotHandedToTwo() {
    BodyDecoder first = decoders.open(signatures.getFirst(), loop);
    first.close();
    BodyDecoder second = decoders.open(signatures.getFirst(), loop);
    feed(second, "{\"data\": [[1,".getBytes(UTF_8), 99);
    first.close();
    BodyDecoder third = decoders.open(signatures.getFirst(), loop);
    feed(third, "{\"data\": [[3]]}".getBytes(UTF_8), 99);
    feed(second, " 2]]}".getBytes(UTF_8), 99);

    assertThat(outcome(second)).isEqualTo("float [1, 2] 1.0 2.0");
    assertThat(outcome(third)).isEqualTo("float [1, 1] 3.0");
    assertThatThrownBy(first::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void withoutALoopEachRequestHasANewDecoder() {
    assertThat(decoders.open(signatures.getFirst(), null)).isInstanceOf(RequestDecoder.class);
  }
}
