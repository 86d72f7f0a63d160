package io.scoria.benchmarks.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scoria.benchmarks.models.Perceptron.Layer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PerceptronTest {
  private static final int ROWS = 5;
  private static final int INPUTS = 8;

  private final Perceptron perceptron = new Perceptron(3, INPUTS, 16, 12, 4);

  @Test
  void theFileComputesWhatItsWeightsSay() throws Exception {
    float[] input = OrtRun.values(ROWS * INPUTS);
    float[][] scores = OrtRun.scores(perceptron.toOnnx(), input, ROWS, INPUTS);
    assertThat(scores).hasDimensions(ROWS, 4);
    for (int row = 0; row < ROWS; row++) {
      double[] expected = forward(Arrays.copyOfRange(input, row * INPUTS, (row + 1) * INPUTS));
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) scores[row][i]).isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameFile() {
    assertThat(new Perceptron(3, INPUTS, 16, 12, 4).toOnnx()).isEqualTo(perceptron.toOnnx());
    assertThat(new Perceptron(4, INPUTS, 16, 12, 4).toOnnx()).isNotEqualTo(perceptron.toOnnx());
  }

  private double[] forward(float[] row) {
    double[] value = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      value[i] = row[i];
    }
    int last = perceptron.layers().size() - 1;
    for (Layer layer : perceptron.layers().subList(0, last)) {
      value = gemm(layer, value);
      for (int i = 0; i < value.length; i++) {
        value[i] = Math.max(0, value[i]);
      }
    }
    return gemm(perceptron.layers().get(last), value);
  }

  private static double[] gemm(Layer layer, double[] input) {
    double[] sums = new double[layer.outputs()];
    for (int out = 0; out < sums.length; out++) {
      sums[out] = layer.biases()[out];
      for (int in = 0; in < layer.inputs(); in++) {
        sums[out] += input[in] * layer.weights()[out * layer.inputs() + in];
      }
    }
    return sums;
  }
}
