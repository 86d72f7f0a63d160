package io.scoria.engine;

import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.Tensor;
import java.util.List;

/**
 * A run that is repeated on the same memory, which saves setting it up every time: for a small
 * model, a good part of what it costs. Owns its tensors. Not thread-safe.
 */
public interface PreparedRun extends AutoCloseable {
  /** One for each input of the signature, in its order; written into before a run. */
  List<DenseTensor> inputs();

  /** One for each output of the signature, in its order; as the last run has left them. */
  List<Tensor> outputs();

  /**
   * Runs the model and blocks until it has.
   *
   * @throws RunException if the model cannot run on these inputs, or the runtime fails
   */
  void run() throws RunException;

  @Override
  void close();
}
