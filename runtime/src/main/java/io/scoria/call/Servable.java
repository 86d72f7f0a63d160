package io.scoria.call;

import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;

/** A model that can score. Thread-safe. */
public interface Servable {
  String name();

  Signature signature();

  /**
   * Runs the model, some time soon, on some thread. Never blocks.
   *
   * @param inputs one for each input of the signature, in its order, checked against it. Owned by
   *     the servable from here on, however the call ends.
   * @param done told the outcome exactly once, on the servable's thread or, for a refusal, on the
   *     caller's; takes ownership of the outputs
   */
  void submit(List<Tensor> inputs, Consumer<Outcome> done);
}
