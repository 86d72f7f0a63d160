package io.scoria.benchmarks.endtoend;

import java.util.List;

/** The models that are served: one float32 input of the shape [rows, ...], one output. */
public enum BenchmarkModel {
  IRIS("iris", "an MLP of 4-16-3 (the sample in models/iris)", 4),
  WIDE_MLP("wide-mlp", "an MLP of 512-2048-2048-10", 512),
  CNN("cnn", "a MobileNet-like network at 224 x 224", 3, 224, 224),
  RESNET50("resnet50", "ResNet-50 at 224 x 224, one row a run", 3, 224, 224);

  private final String label;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Integer> rowShape;

  BenchmarkModel(String label, String description, Integer... rowShape) {
    this.label = label;
    this.description = description;
    this.rowShape = List.of(rowShape);
  }

  public String label() {
    return label;
  }

  public String description() {
    return description;
  }

  List<Integer> rowShape() {
    return rowShape;
  }

  int rowElements() {
    return rowShape.stream().reduce(1, Math::multiplyExact);
  }
}
