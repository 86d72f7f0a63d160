package io.scoria.tensor;

/** One input or output of a model: {@code features: float [rows, 4]}. */
public record TensorSpec(String name, ElementType type, ShapeSpec shape) {
  @Override
  public String toString() {
    return name + ": " + type + " " + shape;
  }
}
