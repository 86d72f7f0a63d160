package io.scoria.benchmarks.models;

import java.util.List;

/**
 * A convolutional network for images in the form of MobileNet v1 (Howard et al. 2017, table 1),
 * with batch normalisation folded into the convolutions. Input {@code images} of the shape [rows,
 * 3, side, side], output {@code scores} of the shape [rows, classes], float32.
 */
public final class MobileNet {
  private static final int COLOURS = 3;

  /** Depthwise separable blocks: stride and channels out, before the width is applied. */
  private static final int[][] BLOCKS = {
    {1, 64}, {2, 128}, {1, 128}, {2, 256}, {1, 256}, {2, 512}, {1, 512}, {1, 512}, {1, 512},
    {1, 512}, {1, 512}, {2, 1024}, {1, 1024}
  };

  private static final int FIRST_CHANNELS = 32;

  private final Weights source;
  private final int side;
  private final double width;
  private final int classes;

  /**
   * A network whose weights will be drawn from the seed.
   *
   * @param side pixels of an image in each direction; a multiple of 32
   * @param width factor on the number of channels, the paper's alpha
   */
  public MobileNet(long seed, int side, double width, int classes) {
    source = new Weights(seed);
    this.side = side;
    this.width = width;
    this.classes = classes;
  }

  /** Images of 224 x 224, at a width that takes some milliseconds a row on one core. */
  public static MobileNet standard() {
    return new MobileNet(2, 224, 0.75, 1000);
  }

  /** The content of a .onnx file. Called once: it uses up the source of weights. */
  public byte[] toOnnx() {
    OnnxGraph graph =
        new OnnxGraph("mobilenet")
            .input("images", List.of(COLOURS, side, side))
            .output("scores", List.of(classes));
    int channels = channels(FIRST_CHANNELS);
    String value = convolve(graph, "images", "first", new Convolution(COLOURS, channels, 3, 2, 1));
    for (int i = 0; i < BLOCKS.length; i++) {
      int out = channels(BLOCKS[i][1]);
      var depthwise = new Convolution(channels, channels, 3, BLOCKS[i][0], channels);
      value = convolve(graph, value, "depthwise" + i, depthwise);
      value = convolve(graph, value, "pointwise" + i, new Convolution(channels, out, 1, 1, 1));
      channels = out;
    }
    classify(graph, value, channels);
    return graph.toModel();
  }

  private record Convolution(int in, int out, int kernel, int stride, int groups) {
    int fanIn() {
      return in / groups * kernel * kernel;
    }
  }

  /** A convolution and a ReLU. Returns the name of what comes out. */
  private String convolve(OnnxGraph graph, String input, String name, Convolution shape) {
    int k = shape.kernel();
    int pad = k / 2;
    String weights = name + ".weights";
    String biases = name + ".biases";
    String output = name + ".out";
    graph
        .weights(
            weights,
            source.next(shape.out() * shape.fanIn(), shape.fanIn()),
            shape.out(),
            shape.in() / shape.groups(),
            k,
            k)
        .weights(biases, source.nextBias(shape.out()), shape.out())
        .node(
            "Conv",
            List.of(input, weights, biases),
            name + ".sum",
            Attribute.of("kernel_shape", k, k),
            Attribute.of("strides", shape.stride(), shape.stride()),
            Attribute.of("pads", pad, pad, pad, pad),
            Attribute.of("group", shape.groups()))
        .node("Relu", List.of(name + ".sum"), output);
    return output;
  }

  private void classify(OnnxGraph graph, String input, int channels) {
    graph
        .node("GlobalAveragePool", List.of(input), "pooled")
        .node("Flatten", List.of("pooled"), "flat", Attribute.of("axis", 1))
        .weights("classes.weights", source.next(classes * channels, channels), classes, channels)
        .weights("classes.biases", source.nextBias(classes), classes)
        .node(
            "Gemm",
            List.of("flat", "classes.weights", "classes.biases"),
            "scores",
            Attribute.of("transB", 1));
  }

  private int channels(int atFullWidth) {
    return Math.max(8, (int) (atFullWidth * width) / 8 * 8);
  }
}
