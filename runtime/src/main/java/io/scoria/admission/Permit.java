package io.scoria.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/** The right of one call to be in flight. Ended exactly once, by any thread. */
public final class Permit implements AutoCloseable {
  private static final VarHandle ENDED = endedHandle();

  private final AtomicInteger inFlight;

  @SuppressWarnings("UnusedVariable") // by ENDED
  private volatile boolean ended;

  Permit(AtomicInteger inFlight) {
    this.inFlight = inFlight;
  }

  /**
   * @throws IllegalStateException if it has ended before
   */
  @Override
  public void close() {
    if ((boolean) ENDED.getAndSet(this, true)) {
      throw new IllegalStateException("permit ended twice");
    }
    inFlight.decrementAndGet();
  }

  private static VarHandle endedHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Permit.class, "ended", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
