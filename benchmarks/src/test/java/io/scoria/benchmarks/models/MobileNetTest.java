package io.scoria.benchmarks.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MobileNetTest {
  private static final int SIDE = 64;
  private static final int PIXELS = 3 * SIDE * SIDE;

  private final byte[] model = new MobileNet(5, SIDE, 0.25, 10).toOnnx();

  @Test
  void everyImageHasScoresThatTellItFromOthers() throws Exception {
    float[][] scores = OrtRun.scores(model, OrtRun.values(2 * PIXELS), 2, 3, SIDE, SIDE);
    assertThat(scores).hasDimensions(2, 10);
    for (float[] row : scores) {
      for (float score : row) {
        assertThat(Math.abs(score)).isBetween(0f, 100f);
      }
    }
    assertThat(scores[0]).isNotEqualTo(scores[1]);
    assertThat(new java.util.HashSet<>(Arrays.asList(box(scores[0])))).hasSize(10);
  }

  @Test
  void rowsAreIndependent() throws Exception {
    float[] two = OrtRun.values(2 * PIXELS);
    float[][] together = OrtRun.scores(model, two, 2, 3, SIDE, SIDE);
    float[] second = Arrays.copyOfRange(two, PIXELS, 2 * PIXELS);
    float[][] apart = OrtRun.scores(model, second, 1, 3, SIDE, SIDE);
    assertThat(together[1]).containsExactly(apart[0], within(1e-4f));
  }

  private static Float[] box(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }
}
