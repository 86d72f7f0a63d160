package io.scoria.admission;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The right of one call to be in flight. Ended exactly once, by any thread. */
public final class Permit implements AutoCloseable {
  private final AtomicInteger inFlight;
  private final AtomicBoolean ended = new AtomicBoolean();

  Permit(AtomicInteger inFlight) {
    this.inFlight = inFlight;
  }

  /**
   * @throws IllegalStateException if it has ended before
   */
  @Override
  public void close() {
    if (!ended.compareAndSet(false, true)) {
      throw new IllegalStateException("permit ended twice");
    }
    inFlight.decrementAndGet();
  }
}
