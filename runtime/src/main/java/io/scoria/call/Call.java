package io.scoria.call;

import io.scoria.tensor.Tensor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One scoring call on its way through a servable. Ends exactly once, whoever ends it first: its
 * run, its deadline or its client. Owns its inputs until {@link #closeInputs}.
 *
 * <p>State goes from WAITING to RUNNING to ENDED, or to ENDED at once; each step is one
 * compare-and-set, so that a call is never run after it has ended and never ended twice.
 */
public final class Call {
  private static final int WAITING = 0;
  private static final int RUNNING = 1;
  private static final int ENDED = 2;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Call.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final List<Tensor> inputs;
  private final long rows;
  private final long arrivalNanos;
  private final long deadlineNanos;
  private final @Nullable Loop loop;
  private final Consumer<Outcome> done;

  @SuppressWarnings("UnusedVariable") // by STATE
  private volatile int state;

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
    this.inputs = inputs;
    this.arrivalNanos = arrivalNanos;
    this.deadlineNanos = deadlineNanos;
    this.loop = loop;
    this.done = done;
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

  /** True where the caller may run this call now, and nobody else will. */
  public boolean tryStart() {
    return STATE.compareAndSet(this, WAITING, RUNNING);
  }

  public boolean isEnded() {
    return state == ENDED;
  }

  /** Ends the call. False where it had ended before: then the outcome reaches nobody. */
  public boolean end(Outcome outcome) {
    if ((int) STATE.getAndSet(this, ENDED) == ENDED) {
      return false;
    }
    done.accept(outcome);
    return true;
  }

  /** Gives back the inputs. Called once, by the servable, when no run reads them any more. */
  public void closeInputs() {
    Tensor.closeAll(inputs);
  }
}
