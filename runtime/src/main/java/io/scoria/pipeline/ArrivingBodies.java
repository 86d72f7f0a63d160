package io.scoria.pipeline;

/**
 * Counts the calls that were let in and whose bodies still come. Under load they stand before a
 * call that comes now: without them, as many would be let in as fit beside what waits, and be
 * refused when their bodies have been read and decoded for nothing. A body counts for a quarter of
 * a second at most, so that slow uploads shut out nobody. Thread-safe.
 */
final class ArrivingBodies {
  private static final long SLOT_NANOS = 1L << 25; // about 34 ms
  private static final int SLOTS = 8;

  private final long[] slots = new long[SLOTS]; // which time is counted there; guarded by this
  private final int[] counts = new int[SLOTS]; // guarded by this
  private volatile int total; // written under the lock; read without it, since mostly 0

  /**
   * A body has begun to come.
   *
   * @return to {@link #end} it with
   */
  synchronized long begin(long nowNanos) {
    long slot = slot(nowNanos);
    int index = index(slot);
    if (slots[index] != slot) {
      forget(index);
      slots[index] = slot;
    }
    counts[index]++;
    total++;
    return slot;
  }

  /** The body has come, or never will. */
  synchronized void end(long slot) {
    int index = index(slot);
    if (slots[index] == slot && counts[index] > 0) { // else it was forgotten
      counts[index]--;
      total--;
    }
  }

  /** Bodies that come now and have not come for long. */
  int count(long nowNanos) {
    return total == 0 ? 0 : countAll(slot(nowNanos));
  }

  private synchronized int countAll(long slot) {
    for (int index = 0; index < SLOTS; index++) {
      if (slot - slots[index] >= SLOTS) {
        forget(index);
      }
    }
    return total;
  }

  private synchronized void forget(int index) {
    total -= counts[index];
    counts[index] = 0;
  }

  private static long slot(long nanos) {
    return Math.floorDiv(nanos, SLOT_NANOS);
  }

  private static int index(long slot) {
    return (int) Math.floorMod(slot, (long) SLOTS);
  }
}
