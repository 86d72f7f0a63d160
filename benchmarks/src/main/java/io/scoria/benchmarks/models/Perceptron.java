package io.scoria.benchmarks.models;

import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron: Gemm and ReLU by turns, a Gemm at the end. Input {@code features} of
 * the shape [rows, first size], output {@code scores} of the shape [rows, last size], float32.
 */
public final class Perceptron {
  private final List<Layer> layers = new ArrayList<>();

  /**
   * One Gemm: {@code outputs} x {@code inputs} weights, row-major, and as many biases as outputs.
   */
  @SuppressWarnings("ArrayRecordComponent") // layers are not compared
  record Layer(int inputs, int outputs, float[] weights, float[] biases) {}

  /**
   * Draws the weights from the seed.
   *
   * @param sizes of the input, of each hidden layer, and of the output
   */
  public Perceptron(long seed, int... sizes) {
    Weights source = new Weights(seed);
    for (int i = 1; i < sizes.length; i++) {
      int inputs = sizes[i - 1];
      int outputs = sizes[i];
      float[] weights = source.next(Math.multiplyExact(inputs, outputs), inputs);
      layers.add(new Layer(inputs, outputs, weights, source.nextBias(outputs)));
    }
  }

  /** 512-2048-2048-10: 5.3 million weights, 21 MB, more than a core's cache holds. */
  public static Perceptron wide() {
    return new Perceptron(1, 512, 2048, 2048, 10);
  }

  List<Layer> layers() {
    return layers;
  }

  /** The content of a .onnx file. */
  public byte[] toOnnx() {
    OnnxGraph graph =
        new OnnxGraph("perceptron")
            .input("features", List.of(layers.getFirst().inputs()))
            .output("scores", List.of(layers.getLast().outputs()));
    String value = "features";
    for (int i = 0; i < layers.size(); i++) {
      boolean last = i == layers.size() - 1;
      String sum = last ? "scores" : "sum" + i;
      addGemm(graph, i, value, sum);
      value = "hidden" + i;
      if (!last) {
        graph.node("Relu", List.of(sum), value);
      }
    }
    return graph.toModel();
  }

  private void addGemm(OnnxGraph graph, int index, String input, String output) {
    Layer layer = layers.get(index);
    String weights = "weights" + index;
    String biases = "biases" + index;
    graph
        .weights(weights, layer.weights(), layer.outputs(), layer.inputs())
        .weights(biases, layer.biases(), layer.outputs())
        .node("Gemm", List.of(input, weights, biases), output, Attribute.of("transB", 1));
  }
}
