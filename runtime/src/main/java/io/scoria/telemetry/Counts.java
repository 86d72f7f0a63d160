package io.scoria.telemetry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Numbers that one thread at a time adds to, at the cost of a load and a store, and that any thread
 * reads: whole, and perhaps a moment old.
 */
final class Counts {
  private static final VarHandle AT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int PAD = 16; // longs of two cache lines, which other threads may write

  private final int size;
  private final long[] values;

  Counts(int size) {
    this.size = size;
    values = new long[size + 2 * PAD];
  }

  void add(int index, long amount) {
    int at = index + PAD;
    AT.setOpaque(values, at, (long) AT.getOpaque(values, at) + amount);
  }

  long get(int index) {
    return (long) AT.getOpaque(values, index + PAD);
  }

  /** Adds each number to the one at its index. */
  void addTo(long[] sums) {
    for (int i = 0; i < size; i++) {
      sums[i] += get(i);
    }
  }
}
