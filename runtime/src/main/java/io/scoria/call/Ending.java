package io.scoria.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/**
 * Something that ends exactly once, whoever ends it first: its run, its deadline or its client.
 * Thread-safe.
 *
 * <p>State goes from WAITING to RUNNING to ENDED, or to ENDED at once; each step is one
 * compare-and-set, so that nothing is ever run after it has ended and nothing ends twice.
 *
 * @param <O> how it ended
 */
public abstract class Ending<O> {
  private static final int WAITING = 0;
  private static final int RUNNING = 1;
  private static final int ENDED = 2;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Ending.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Consumer<O> done;

  @SuppressWarnings("UnusedVariable") // by STATE
  private volatile int state;

  /**
   * One that waits.
   *
   * @param done told the outcome exactly once, on any thread
   */
  protected Ending(Consumer<O> done) {
    this.done = done;
  }

  /** True where the caller may run this now, and nobody else will. */
  public final boolean tryStart() {
    return STATE.compareAndSet(this, WAITING, RUNNING);
  }

  public final boolean isEnded() {
    return state == ENDED;
  }

  /** Ends it. False where it had ended before: then the outcome reaches nobody. */
  public final boolean end(O outcome) {
    if ((int) STATE.getAndSet(this, ENDED) == ENDED) {
      return false;
    }
    done.accept(outcome);
    hasEnded(outcome);
    return true;
  }

  /** Called once, after the outcome was told, by whoever ended it. */
  protected void hasEnded(O outcome) {}
}
