package io.scoria.admission;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Bounds the calls that are in flight at once. Thread-safe; never blocks. */
public final class Admission {
  private final int maxCallsInFlight;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Refusal overloaded;

  public Admission(int maxCallsInFlight) {
    this.maxCallsInFlight = maxCallsInFlight;
    overloaded =
        new Refusal(
            Reason.OVERLOADED,
            "The server has "
                + maxCallsInFlight
                + " calls in flight, the most that it takes. Try again shortly.");
  }

  /** A permit that its holder ends exactly once, or null where there is none to give. */
  public @Nullable Permit tryAcquire() {
    if (inFlight.incrementAndGet() > maxCallsInFlight) {
      inFlight.decrementAndGet();
      return null;
    }
    return new Permit(inFlight);
  }

  /** What a call without a permit is told. */
  public Refusal refusal() {
    return overloaded;
  }

  /** Calls that hold a permit now. */
  public int inFlight() {
    return inFlight.get();
  }
}
