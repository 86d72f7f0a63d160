package io.scoria.entry.java;

import io.scoria.api.Model;
import io.scoria.api.ModelException;
import io.scoria.api.Tensor;
import io.scoria.call.Call;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Servable;
import io.scoria.entry.ScriptCall;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Shape;
import io.scoria.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A servable as scripts see it. Thread-safe; blocks the thread that runs it. */
final class ScriptModel implements Model {
  /** The call that the thread works for; unbound on threads that a script made itself. */
  static final ScopedValue<ScriptCall> CALL = ScopedValue.newInstance();

  private static final Refusal NO_MEMORY =
      new Refusal(
          Reason.OVERLOADED, "The memory for tensors is taken by other calls. Try again shortly.");

  private final Servable servable;
  private final BufferPool pool;
  private final long timeoutNanos;

  /**
   * @param timeoutMs of runs that are made for no call
   */
  ScriptModel(Servable servable, BufferPool pool, long timeoutMs) {
    this.servable = servable;
    this.pool = pool;
    timeoutNanos = timeoutMs * 1_000_000;
  }

  @Override
  public String name() {
    return servable.name();
  }

  @Override
  public List<TensorSpec> inputs() {
    return servable.signature().inputs();
  }

  @Override
  public List<TensorSpec> outputs() {
    return servable.signature().outputs();
  }

  @Override
  public Tensor run(Tensor input) {
    if (inputs().size() != 1 || outputs().size() != 1) {
      throw new ModelException(
          "the model has %d inputs and %d outputs: give a map of its inputs"
              .formatted(inputs().size(), outputs().size()));
    }
    return run(Map.of(inputs().getFirst().name(), input)).values().iterator().next();
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    List<io.scoria.tensor.Tensor> tensors = take(inputs);
    long nowNanos = System.nanoTime();
    long deadlineNanos = CALL.isBound() ? CALL.get().deadlineNanos() : nowNanos + timeoutNanos;
    ModelRun run = new ModelRun(outputs());
    Call call = new Call(tensors, nowNanos, deadlineNanos, null, run);
    servable.submit(call);
    return run.await(call);
  }

  /** Checked copies in the model's order, owned by the caller. */
  private List<io.scoria.tensor.Tensor> take(Map<String, Tensor> inputs) {
    List<TensorSpec> specs = inputs();
    List<Tensor> given = new ArrayList<>(specs.size());
    for (TensorSpec spec : specs) {
      Tensor tensor = inputs.get(spec.name());
      if (tensor == null) {
        throw new ModelException(
            "the input '%s' is missing; given: %s".formatted(spec.name(), inputs.keySet()));
      }
      boolean fits = tensor.type() == spec.type() && spec.shape().accepts(Shape.of(tensor.shape()));
      if (!fits) {
        throw new ModelException(
            "the input '%s' takes %s %s, and was given %s"
                .formatted(spec.name(), spec.type(), spec.shape(), tensor));
      }
      given.add(tensor);
    }
    if (inputs.size() != specs.size()) {
      List<String> known = specs.stream().map(TensorSpec::name).toList();
      throw new ModelException(
          "the model takes the inputs %s, and was given %s".formatted(known, inputs.keySet()));
    }
    return pooled(given);
  }

  private List<io.scoria.tensor.Tensor> pooled(List<Tensor> given) {
    List<io.scoria.tensor.Tensor> copies = new ArrayList<>(given.size());
    for (Tensor tensor : given) {
      io.scoria.tensor.Tensor copy = Tensors.pooled(tensor, pool);
      if (copy == null) {
        io.scoria.tensor.Tensor.closeAll(copies);
        throw new RefusedRunException(NO_MEMORY);
      }
      copies.add(copy);
    }
    return copies;
  }
}
