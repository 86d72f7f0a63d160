package io.scoria.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How long a run takes by its number of rows: an entry for each power of two, interpolated between
 * them. Begun by calibration; follows what runs take in service. Thread-safe; an update that is
 * lost to another at the same moment does not matter.
 */
final class LatencyTable {
  private static final int ENTRIES = 21; // up to 2^20 rows
  private static final double OUTLIER = 3;
  private static final double WEIGHT = 0.1; // of the newest run

  /** Runs in service of which the least counts, and after which an entry is known. */
  private static final int FIRST_RUNS = 3;

  private final AtomicLongArray nanos = new AtomicLongArray(ENTRIES);

  /** An entry that has run within this time tells what the machine is like now. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final LongSupplier clock;
  private final AtomicLongArray ranAtNanos = new AtomicLongArray(ENTRIES);
  private final AtomicIntegerArray runs = new AtomicIntegerArray(ENTRIES); // up to FIRST_RUNS

  LatencyTable() {
    this(System::nanoTime);
  }

  /**
   * @param clock in nanoseconds, as {@link System#nanoTime}
   */
  LatencyTable(LongSupplier clock) {
    this.clock = clock;
  }

  /** Sets the entry of a power of two, which is known from here on. */
  void set(int rows, long runNanos) {
    nanos.set(index(rows), Math.max(1, runNanos));
    runs.set(index(rows), FIRST_RUNS);
    ranAtNanos.set(index(rows), clock.getAsLong());
  }

  /** Sets the entry of a power of two where the run took less than the entry says. */
  void setLeast(int rows, long runNanos) {
    long known = nanos.get(index(rows));
    set(rows, known == 0 ? runNanos : Math.min(known, runNanos));
  }

  /**
   * A run in service. Runs of other sizes than powers of two count for the nearest below. A pause
   * of the machine is no slow model: of the first runs the least counts, and later ones only up to
   * a multiple of what is known.
   */
  void update(long rows, long runNanos) {
    int index = index(rows);
    long entry = nanos.get(index);
    int before = runs.get(index);
    double scaled = (double) runNanos * (1L << index) / Math.max(1, rows);
    double next;
    if (before < FIRST_RUNS) {
      next = before == 0 ? scaled : Math.min(scaled, (double) entry);
      runs.set(index, before + 1);
    } else {
      next = entry + WEIGHT * (Math.min(scaled, OUTLIER * entry) - entry);
    }
    nanos.set(index, Math.max(1, (long) next));
    ranAtNanos.set(index, clock.getAsLong());
  }

  /**
   * What so many rows take in the largest runs of up to as many that are known, or less by smaller
   * ones of late; else in runs of more; 0 where there is none. By smaller ones too, since runs that
   * the prediction has made rare would never correct what they once took; and of late, since what
   * has not run does not know that the machine has become slower. Of many rows a lone one is no
   * measure: it costs several times what it does among others. Nor is a run or two that calibration
   * has not measured: scaled to many rows, a pause of the machine in them would be a long wait.
   */
  long knownNanos(long rows) {
    double known = Double.MAX_VALUE;
    int index = index(rows);
    long nowNanos = clock.getAsLong();
    for (int i = index; i >= (rows > 1 ? 1 : 0); i--) {
      boolean counts = known == Double.MAX_VALUE || nowNanos - ranAtNanos.get(i) < FRESH_NANOS;
      if (counts && runs.get(i) >= FIRST_RUNS) {
        known = Math.min(known, nanos.get(i) * Math.max(1.0, rowsOver(rows, i)));
      }
    }
    for (int i = index + 1; i < ENTRIES && known == Double.MAX_VALUE; i++) {
      if (runs.get(i) >= FIRST_RUNS) {
        known = nanos.get(i) * rowsOver(rows, i);
      }
    }
    return known == Double.MAX_VALUE ? 0 : (long) known;
  }

  /** What a run of so many rows takes, by the largest up to there; 0 where nothing has run. */
  long predictNanos(long rows) {
    for (int index = index(rows); index >= 0; index--) {
      if (nanos.get(index) > 0) {
        return (long) (nanos.get(index) * Math.max(1.0, rowsOver(rows, index)));
      }
    }
    return 0;
  }

  private static double rowsOver(long rows, int index) {
    return (double) rows / (1L << index);
  }

  /** What a run of so many rows takes less than two runs of half of them each; 0 where no less. */
  long savedNanos(long rows) {
    return Math.max(0, 2 * predictNanos(rows / 2) - predictNanos(rows));
  }

  /** The measured entries, as in {@code 1: 12 us, 2: 13 us}. */
  String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ENTRIES; i++) {
      if (nanos.get(i) > 0) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(1L << i)
            .append(": ")
            .append(Durations.text(nanos.get(i)));
      }
    }
    return text.toString();
  }

  static LatencyTable of(List<Long> runNanos) {
    LatencyTable table = new LatencyTable();
    for (int i = 0; i < Math.min(ENTRIES, runNanos.size()); i++) {
      if (runNanos.get(i) > 0) {
        table.set(1 << i, runNanos.get(i));
      }
    }
    return table;
  }

  List<Long> toList() {
    List<Long> copy = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      copy.add(nanos.get(i));
    }
    return copy;
  }

  static int index(long rows) {
    return Math.clamp(63 - Long.numberOfLeadingZeros(Math.max(rows, 1)), 0, ENTRIES - 1);
  }
}
