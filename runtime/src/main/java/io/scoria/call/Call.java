package io.scoria.call;

import io.scoria.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One scoring call on its way through a servable. Owns its inputs until {@link #closeInputs}. */
public final class Call extends Ending<Outcome> {
  private final List<Tensor> inputs;
  private final long rows;
  private final long arrivalNanos;
  private final long deadlineNanos;
  private final @Nullable Loop loop;
  private volatile @Nullable Runnable abandonment;

  /**
   * A call that waits.
   *
   * @param inputs one for each input of the servable's signature, in its order, checked against it
   * @param deadlineNanos by {@link System#nanoTime}
   * @param loop that the caller is on; null where it is on none
   * @param done told the outcome exactly once, on any thread; the outcome's tensors are lent to it
   *     for the time of the call back
   */
  public Call(
      List<Tensor> inputs,
      long arrivalNanos,
      long deadlineNanos,
      @Nullable Loop loop,
      Consumer<Outcome> done) {
    super(done);
    this.inputs = inputs;
    this.arrivalNanos = arrivalNanos;
    this.deadlineNanos = deadlineNanos;
    this.loop = loop;
    boolean hasRows = !inputs.isEmpty() && inputs.getFirst().shape().rank() > 0;
    rows = hasRows ? inputs.getFirst().shape().dim(0) : 1;
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  /** The first dimension of the first input; 1 where it has none. */
  public long rows() {
    return rows;
  }

  public long arrivalNanos() {
    return arrivalNanos;
  }

  public long deadlineNanos() {
    return deadlineNanos;
  }

  public @Nullable Loop loop() {
    return loop;
  }

  public boolean isExpired(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  /** What is to be done once the caller has abandoned this, on the thread of the caller. */
  public void onAbandonment(Runnable told) {
    abandonment = told;
  }

  @Override
  protected void hasEnded(Outcome outcome) {
    Runnable told = abandonment;
    if (told != null && outcome instanceof Outcome.Abandoned) {
      told.run();
    }
  }

  /** Gives back the inputs. Called once, by the servable, when no run reads them any more. */
  public void closeInputs() {
    Tensor.closeAll(inputs);
  }
}
