package io.scoria.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scoria.codec.TokenRecorder.Reading;
import io.scoria.fuzz.Mutants;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A body is taken for JSON exactly where a trusted parser takes it; in whatever pieces it comes;
 * and it leaves no memory out.
 */
class JsonBodyFuzzTest {
  private static final int MUTANTS = 8_000;

  private static final List<List<TensorSpec>> SIGNATURES =
      List.of(
          List.of(Bodies.rows(ElementType.FLOAT, ShapeSpec.FREE, 4)),
          List.of(new TensorSpec("x", ElementType.STRING, ShapeSpec.ANY)),
          List.of(
              Bodies.input("x", ElementType.INT64, ShapeSpec.FREE, ShapeSpec.FREE),
              Bodies.input("y", ElementType.BOOL)));

  @Test
  void mutantsOfBodiesAreTakenWhereATrustedParserTakesThem() {
    Mutants.check(JsonBodyFuzzTest.class, "anyBytes", MUTANTS, JsonBodyFuzzTest::check);
  }

  /** Jazzer's way in. */
  @FuzzTest(maxDuration = "10m")
  void anyBytes(byte[] input) {
    check(input);
  }

  private static void check(byte[] body) {
    Reading trusted = TrustedJson.read(body);
    for (List<TensorSpec> inputs : SIGNATURES) {
      String whole = describe(inputs, body, Math.max(1, body.length));
      boolean json = !whole.contains("reason=MALFORMED_JSON");
      if (json != trusted.accepted() && TrustedJson.isJudgeOf(trusted)) {
        throw new AssertionError(show(body) + " gives " + whole + ", and is read as " + trusted);
      }
      for (int chunkBytes : new int[] {1, 3, 64}) {
        String inPieces = describe(inputs, body, chunkBytes);
        if (!inPieces.equals(whole)) {
          throw new AssertionError(
              "%s gives %s, in pieces of %d %s".formatted(show(body), whole, chunkBytes, inPieces));
        }
      }
    }
  }

  /** Fails where the pool is not whole again. */
  private static String describe(List<TensorSpec> inputs, byte[] body, int chunkBytes) {
    return Bodies.describe(inputs, new BufferPool(1 << 20), body, chunkBytes);
  }

  private static String show(byte[] body) {
    return new String(body, ISO_8859_1);
  }
}
