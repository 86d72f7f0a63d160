package io.scoria.admission;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Bounds the calls that are in flight at once. Thread-safe; never blocks. */
public final class Admission {
  private final int maxCallsInFlight;

  /** Smaller bodies are not counted: the bound on calls is one on them too. */
  private static final int UNCOUNTED_BYTES = 16 << 10;

  private static final Refusal NO_MEMORY =
      new Refusal(
          Reason.OVERLOADED,
          "The memory for request bodies is taken by other calls. Try again shortly.");

  private final long maxBodyBytes;
  private final AtomicLong bodyBytes = new AtomicLong();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongSupplier nanoTime;
  private final BusyTime busy;
  private final Refusal overloaded;

  /** Of calls whose bodies are not counted. */
  public Admission(int maxCallsInFlight) {
    this(maxCallsInFlight, Long.MAX_VALUE);
  }

  /**
   * Bounds calls.
   *
   * @param maxBodyBytes that those in flight have declared together; a body that is larger by
   *     itself is let in while no other that counts is in flight
   */
  public Admission(int maxCallsInFlight, long maxBodyBytes) {
    this(maxCallsInFlight, maxBodyBytes, System::nanoTime);
  }

  /** As the other, by this clock. */
  Admission(int maxCallsInFlight, long maxBodyBytes, LongSupplier nanoTime) {
    this.maxCallsInFlight = maxCallsInFlight;
    this.maxBodyBytes = maxBodyBytes;
    this.nanoTime = nanoTime;
    busy = new BusyTime(nanoTime.getAsLong());
    overloaded =
        new Refusal(
            Reason.OVERLOADED,
            "The server has "
                + maxCallsInFlight
                + " calls in flight, the most that it takes. Try again shortly.");
  }

  /** A permit that its holder ends exactly once, or null where there is none to give. */
  public @Nullable Permit tryAcquire() {
    return admit(0) instanceof Admitted.With(Permit permit) ? permit : null;
  }

  /** What a call may be told. */
  public sealed interface Admitted {
    /** The permit is its receiver's to end exactly once. */
    record With(Permit permit) implements Admitted {}

    record Not(Refusal refusal) implements Admitted {}
  }

  /**
   * A permit for a call that declares a body of so many bytes, or why there is none.
   *
   * @param declaredBytes negative where it is not known
   */
  public Admitted admit(long declaredBytes) {
    return admit(declaredBytes, nanoTime.getAsLong());
  }

  /**
   * As the other.
   *
   * @param nowNanos by {@link System#nanoTime}: from when on the call is in flight
   */
  public Admitted admit(long declaredBytes, long nowNanos) {
    long counted = declaredBytes > UNCOUNTED_BYTES ? declaredBytes : 0;
    if (counted > 0 && !reserve(counted)) {
      return new Admitted.Not(NO_MEMORY);
    }
    if (inFlight.incrementAndGet() > maxCallsInFlight) {
      inFlight.decrementAndGet();
      release(counted);
      return new Admitted.Not(overloaded);
    }
    busy.begin(nowNanos);
    return new Admitted.With(new Permit(this, counted));
  }

  /** A call that was in flight has ended. */
  void end(long counted) {
    busy.end(nanoTime.getAsLong());
    inFlight.decrementAndGet();
    release(counted);
  }

  private void release(long counted) {
    if (counted > 0) {
      bodyBytes.addAndGet(-counted);
    }
  }

  private boolean reserve(long bytes) {
    long all = bodyBytes.addAndGet(bytes);
    if (all > maxBodyBytes && all != bytes) {
      bodyBytes.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Bytes of the bodies that are counted of the calls in flight. */
  public long bodyBytes() {
    return bodyBytes.get();
  }

  /** What a call without a permit is told. */
  public Refusal refusal() {
    return overloaded;
  }

  /**
   * How long all calls together have held their permits so far, those that hold one now included.
   * Exact, and without a sample: the difference of two readings by the time between them is how
   * many were in flight on average. It may wrap, as {@link System#nanoTime} may.
   */
  public long busyNanos() {
    return busy.nanos(nanoTime.getAsLong());
  }

  /** Calls that hold a permit now. */
  public int inFlight() {
    return inFlight.get();
  }
}
