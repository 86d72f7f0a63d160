package io.scoria.openapi;

import io.scoria.tensor.ElementType;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.List;

/**
 * The model that answers a service's requests.
 *
 * @param sampleRequest JSON that the model can answer
 */
public record ScoredModel(Signature signature, String sampleRequest) {
  /** True where a request may also bring the bare elements of the one input. */
  boolean takesBinary() {
    return isOneFixed(signature.inputs()) && hasShapeByLength(signature.inputs().getFirst());
  }

  /** True where the answer may also be the bare elements of the one output. */
  boolean givesBinary() {
    return isOneFixed(signature.outputs());
  }

  private static boolean isOneFixed(List<TensorSpec> specs) {
    return specs.size() == 1 && specs.getFirst().type() != ElementType.STRING;
  }

  private static boolean hasShapeByLength(TensorSpec spec) {
    return spec.shape().ranked() && spec.shape().freeDims() <= 1;
  }
}
