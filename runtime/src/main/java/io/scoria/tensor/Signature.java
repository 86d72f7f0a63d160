package io.scoria.tensor;

import java.util.List;

/** The inputs that a model takes and the outputs that it gives, each in the model's order. */
public record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
