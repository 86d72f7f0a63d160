package io.scoria.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The right of one call to be in flight. Ended exactly once, by any thread. */
public final class Permit implements AutoCloseable {
  private static final VarHandle ENDED = endedHandle();

  private final AtomicInteger inFlight;
  private final AtomicLong bodyBytes;
  private final long countedBytes;
  private final BusyTime busy;
  private final int stripe;

  @SuppressWarnings("UnusedVariable") // by ENDED
  private volatile boolean ended;

  /**
   * The call is in flight from here on.
   *
   * @param countedBytes of {@code bodyBytes} that are this call's
   */
  Permit(AtomicInteger inFlight, AtomicLong bodyBytes, long countedBytes, BusyTime busy) {
    this.inFlight = inFlight;
    this.bodyBytes = bodyBytes;
    this.countedBytes = countedBytes;
    this.busy = busy;
    stripe = busy.begin();
  }

  /**
   * @throws IllegalStateException if it has ended before
   */
  @Override
  public void close() {
    if ((boolean) ENDED.getAndSet(this, true)) {
      throw new IllegalStateException("permit ended twice");
    }
    busy.end(stripe);
    inFlight.decrementAndGet();
    if (countedBytes > 0) {
      bodyBytes.addAndGet(-countedBytes);
    }
  }

  private static VarHandle endedHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Permit.class, "ended", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
