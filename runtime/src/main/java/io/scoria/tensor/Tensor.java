package io.scoria.tensor;

import java.util.List;

/**
 * A typed array and its owner's duty: whoever holds a tensor closes it, once, or hands it on with
 * that duty. Not thread-safe; handed between threads by a queue.
 */
public sealed interface Tensor extends AutoCloseable permits DenseTensor, StringTensor {
  ElementType type();

  Shape shape();

  /** That the elements take in memory; of strings an estimate. Not asked of a closed tensor. */
  long bytes();

  /** Gives the memory back. The tensor is not used after it. */
  @Override
  void close();

  /** Closes each of {@code tensors}. */
  static void closeAll(List<? extends Tensor> tensors) {
    for (int i = 0; i < tensors.size(); i++) { // once a request: no iterator
      tensors.get(i).close();
    }
  }

  /** Closes each of {@code tensors}. */
  static void closeAll(Iterable<? extends Tensor> tensors) {
    for (Tensor tensor : tensors) {
      tensor.close();
    }
  }
}
