package io.scoria.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequestDecoderPropertyTest {
  private static final long SEED = 20260107;
  private static final ElementType[] TYPES = {
    ElementType.FLOAT, ElementType.INT64, ElementType.BOOL, ElementType.STRING
  };

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final BufferPool pool = new BufferPool(1 << 20);

  /** A tensor as it is written in a body, and as it should come out. */
  private record Sample(ElementType type, Shape shape, List<String> written, String tensor) {
    String nested() {
      StringBuilder text = new StringBuilder();
      nest(text, 0, 0, written.size());
      return text.toString();
    }

    private void nest(StringBuilder text, int axis, int first, int count) {
      if (axis == shape.rank()) {
        text.append(written.get(first));
        return;
      }
      int length = (int) shape.dim(axis);
      int step = length == 0 ? 0 : count / length;
      text.append('[');
      for (int i = 0; i < length; i++) {
        text.append(i == 0 ? "" : ", ");
        nest(text, axis + 1, first + i * step, step);
      }
      text.append(']');
    }

    String flat() {
      return "[" + String.join(",", written) + "]";
    }
  }

  private Sample sample(int smallestDim) {
    ElementType type = TYPES[random.nextInt(TYPES.length)];
    long[] dims = new long[random.nextInt(5)];
    Arrays.setAll(dims, i -> random.nextInt(smallestDim, 4));
    Shape shape = Shape.of(dims);
    List<String> written = new ArrayList<>();
    StringBuilder tensor = new StringBuilder(type + " " + shape);
    for (int i = 0; i < shape.elements(); i++) {
      String value = value(type);
      written.add(type == ElementType.STRING ? "\"" + value + "\"" : value);
      tensor.append(' ').append(type == ElementType.STRING ? "'" + value + "'" : value);
    }
    return new Sample(type, shape, written, tensor.toString());
  }

  private String value(ElementType type) {
    return switch (type) {
      case FLOAT -> Float.toString(random.nextFloat() * 1000);
      case INT64 -> Long.toString(random.nextLong());
      case BOOL -> Boolean.toString(random.nextBoolean());
      default -> "s".repeat(random.nextInt(4));
    };
  }

  /** Dimensions of the shape itself, some of them free. */
  private ShapeSpec spec(Shape shape, int maxFree) {
    long[] sizes = shape.toArray();
    for (int left = sizes.length == 0 ? 0 : random.nextInt(maxFree + 1); left > 0; left--) {
      sizes[random.nextInt(sizes.length)] = ShapeSpec.FREE;
    }
    return random.nextInt(8) == 0 && maxFree > 1 ? ShapeSpec.ANY : ShapeSpec.of(sizes);
  }

  private String describe(TensorSpec input, String value) {
    byte[] body = ("{\"data\": " + value + "}").getBytes(UTF_8);
    return Bodies.describe(List.of(input), pool, body, random.nextInt(1, body.length + 1));
  }

  @Test
  void everyTensorComesOutOfItsNestedFormAsItWas() {
    for (int i = 0; i < 20_000; i++) {
      Sample sample = sample(1);
      TensorSpec input = new TensorSpec("x", sample.type(), spec(sample.shape(), 4));
      assertThat(describe(input, sample.nested()))
          .as("seed %d: %s of %s", SEED, input, sample.nested())
          .isEqualTo(sample.tensor());
    }
  }

  @Test
  void everyTensorComesOutOfItsFlatFormAsItWas() {
    for (int i = 0; i < 20_000; i++) {
      Sample sample = sample(1);
      if (sample.shape().rank() > 0) {
        TensorSpec input = new TensorSpec("x", sample.type(), spec(sample.shape(), 1));
        assertThat(describe(input, sample.flat()))
            .as("seed %d: %s of %s", SEED, input, sample.flat())
            .isEqualTo(sample.tensor());
      }
    }
  }

  @Test
  void everyTensorWithoutElementsComesOutAsItWasWhereTheModelSaysWhatJsonCannot() {
    for (int i = 0; i < 10_000; i++) {
      Sample sample = sample(0);
      TensorSpec input = new TensorSpec("x", sample.type(), ShapeSpec.of(sample.shape().toArray()));
      assertThat(describe(input, sample.nested()))
          .as("seed %d: %s of %s", SEED, input, sample.nested())
          .isEqualTo(sample.tensor());
    }
  }

  @Test
  void whateverComesIsTakenOrRefusedAndLeavesNoMemoryOut() {
    int taken = 0;
    for (int i = 0; i < 60_000; i++) {
      Sample sample = sample(0);
      TensorSpec input = new TensorSpec("x", sample.type(), spec(sample.shape(), 2));
      byte[] body = mutant("{\"data\": {\"x\": " + sample.nested() + "}}");
      String result = Bodies.describe(List.of(input), pool, body, body.length + 1);
      String inPieces =
          Bodies.describe(List.of(input), pool, body, random.nextInt(1, body.length + 2));
      boolean malformed = result.contains("reason=MALFORMED_JSON");
      if (!result.equals(inPieces) || malformed == TokenRecorder.read(body).accepted()) {
        throw new AssertionError("seed " + SEED + ": " + new String(body, UTF_8) + ": " + result);
      }
      taken += result.startsWith("Refusal") ? 0 : 1;
    }
    assertThat(taken).as("mutants that are taken").isBetween(1000, 50_000);
  }

  /** Mostly still JSON: a token goes, comes twice, or becomes another. */
  private byte[] mutant(String body) {
    String[] tokens = body.splitWithDelimiters("[\\[\\]{},:]", 0);
    for (int left = random.nextInt(3); left > 0; left--) {
      int at = random.nextInt(tokens.length);
      tokens[at] =
          switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> tokens[at] + tokens[random.nextInt(tokens.length)];
            case 2 -> tokens[random.nextInt(tokens.length)];
            default -> OTHERS[random.nextInt(OTHERS.length)];
          };
    }
    return String.join("", tokens).getBytes(UTF_8);
  }

  private static final String[] OTHERS = {
    "null", "1e99", "[]", "{}", "\"NaN\"", "\"\\ud83d\"", "-", "\u00fc", "true, 1", "]", "0.5"
  };
}
