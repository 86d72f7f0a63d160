package io.scoria.entry.python;

import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the tensors that a script gives a model, against the model's signature. Not reused. */
final class ModelInputs {
  private final List<TensorSpec> specs;
  private final BufferPool pool;
  private final @Nullable Tensor[] found;

  ModelInputs(List<TensorSpec> specs, BufferPool pool) {
    this.specs = specs;
    this.pool = pool;
    found = new Tensor[specs.size()];
  }

  /**
   * Reads a message of {@link TensorCodec}.
   *
   * @return what is wrong with it, for people; then this holds no tensors
   */
  Optional<String> read(ByteBuffer message) {
    Optional<String> problem;
    try {
      problem = readAll(message);
    } catch (IllegalArgumentException | ArithmeticException | BufferUnderflowException e) {
      problem = Optional.of("the inputs cannot be read: " + e.getMessage());
    }
    if (problem.isPresent()) {
      Arrays.stream(found).filter(Objects::nonNull).forEach(Tensor::close);
    }
    return problem;
  }

  /** One for each input of the model, in its order; the caller's to close. */
  List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : found) {
      tensors.add(Objects.requireNonNull(tensor));
    }
    return tensors;
  }

  private Optional<String> readAll(ByteBuffer message) {
    int count = Byte.toUnsignedInt(message.get());
    for (int i = 0; i < count; i++) {
      TensorCodec.Head head = TensorCodec.readHead(message);
      Optional<String> problem = check(head).or(() -> readOne(head, message));
      if (problem.isPresent()) {
        return problem;
      }
    }
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        return Optional.of("input '%s' is missing: it is %s".formatted(name(i), specs.get(i)));
      }
    }
    return Optional.empty();
  }

  private Optional<String> check(TensorCodec.Head head) {
    int index = indexOf(head.name());
    if (index < 0) {
      String known = specs.stream().map(TensorSpec::toString).collect(Collectors.joining("; "));
      return Optional.of("the model has no input '%s'; it has %s".formatted(head.name(), known));
    }
    TensorSpec spec = specs.get(index);
    if (found[index] != null) {
      return Optional.of("input '%s' is given twice".formatted(head.name()));
    }
    if (head.type() != spec.type()) {
      return Optional.of(
          "input '%s' is of type %s, and must be %s"
              .formatted(head.name(), head.type(), spec.type()));
    }
    return spec.shape().accepts(head.shape())
        ? Optional.empty()
        : Optional.of(
            "input '%s' has shape %s, and must have %s"
                .formatted(head.name(), head.shape(), spec.shape()));
  }

  private Optional<String> readOne(TensorCodec.Head head, ByteBuffer message) {
    int index = indexOf(head.name());
    if (head.type() == ElementType.STRING) {
      found[index] = TensorCodec.readStrings(head, message);
      return Optional.empty();
    }
    if (head.bytes() != Math.multiplyExact(head.shape().elements(), head.type().bytes())) {
      return Optional.of(
          "input '%s' has %d bytes, which is not %s of %s"
              .formatted(head.name(), head.bytes(), head.shape(), head.type()));
    }
    if (head.bytes() > message.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer data = pool.tryAcquire(head.bytes());
    if (data == null) {
      return Optional.of("there is no memory for input '%s' now".formatted(head.name()));
    }
    data.put(0, message, message.position(), head.bytes());
    message.position(message.position() + head.bytes());
    found[index] = new DenseTensor(head.type(), head.shape(), data, () -> pool.release(data));
    return Optional.empty();
  }

  private int indexOf(String name) {
    for (int i = 0; i < specs.size(); i++) {
      if (name(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private String name(int index) {
    return specs.get(index).name();
  }
}
