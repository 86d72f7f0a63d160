package io.scoria.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The right of one call to be in flight. Ended exactly once, by any thread. */
public final class Permit implements AutoCloseable {
  private static final VarHandle ENDED = endedHandle();

  private final Admission admission;
  private final long countedBytes;

  @SuppressWarnings("UnusedVariable") // by ENDED
  private volatile boolean ended;

  /**
   * @param admission told of the end
   * @param countedBytes that are this call's there
   */
  Permit(Admission admission, long countedBytes) {
    this.admission = admission;
    this.countedBytes = countedBytes;
  }

  /**
   * @throws IllegalStateException if it has ended before
   */
  @Override
  public void close() {
    if ((boolean) ENDED.getAndSet(this, true)) {
      throw new IllegalStateException("permit ended twice");
    }
    admission.end(countedBytes);
  }

  private static VarHandle endedHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Permit.class, "ended", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
