package io.scoria.benchmarks.endtoend;

/** A model and the rows of a request to it. */
public enum Workload {
  IRIS("iris", BenchmarkModel.IRIS, 1),
  WIDE_MLP("wide-mlp", BenchmarkModel.WIDE_MLP, 1),
  WIDE_MLP_16("wide-mlp-16", BenchmarkModel.WIDE_MLP, 16),
  CNN("cnn", BenchmarkModel.CNN, 1),
  RESNET50("resnet50", BenchmarkModel.RESNET50, 1);

  private final String label;
  private final BenchmarkModel model;
  private final int rows;

  Workload(String label, BenchmarkModel model, int rows) {
    this.label = label;
    this.model = model;
    this.rows = rows;
  }

  public String label() {
    return label;
  }

  public BenchmarkModel model() {
    return model;
  }

  public int rows() {
    return rows;
  }
}
