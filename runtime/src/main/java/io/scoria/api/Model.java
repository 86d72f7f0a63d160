package io.scoria.api;

import io.scoria.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/** A model that scripts run. Thread-safe. */
public interface Model {
  String name();

  /** What it takes, in its order; {@code toString} of each gives {@code x: float [rows, 4]}. */
  List<TensorSpec> inputs();

  /** What it gives, in its order. */
  List<TensorSpec> outputs();

  /**
   * Runs the model, and waits for it. Where many calls run it at the same time, the server puts
   * their rows into one batch; nothing needs to be done for that, and nothing waits for it.
   *
   * @param inputs a tensor for each input, by its name
   * @return a tensor for each output, by its name, in the order of {@link #outputs}
   * @throws ModelException if the inputs are not those of the model, the model could not run on
   *     them, there is too much to do, or the time of the call is up
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs);

  /**
   * As {@link #run(Map)}, for a model of one input and one output.
   *
   * @throws ModelException also if the model has more of them
   */
  Tensor run(Tensor input);
}
