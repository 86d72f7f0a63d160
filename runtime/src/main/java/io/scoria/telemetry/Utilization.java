package io.scoria.telemetry;

import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How busy the replica is: calls in flight, averaged over the time between scrapes, by what it is
 * best kept busy with. From an integral, so that bursts between two scrapes count in full.
 * Thread-safe.
 */
public final class Utilization implements MeterSource {
  private final LongSupplier busyNanos;
  private final Supplier<OptionalInt> capacity;
  private final LongSupplier nanoTime;
  private final ScrapeWindows windows; // guarded by this
  private long lastBusyNanos; // guarded by this
  private double busySeconds; // guarded by this

  /**
   * @param busyNanos how long all calls together have been in flight; may wrap
   * @param capacity in calls; empty while there is none
   */
  public Utilization(LongSupplier busyNanos, Supplier<OptionalInt> capacity) {
    this(busyNanos, capacity, System::nanoTime);
  }

  Utilization(LongSupplier busyNanos, Supplier<OptionalInt> capacity, LongSupplier nanoTime) {
    this.busyNanos = busyNanos;
    this.capacity = capacity;
    this.nanoTime = nanoTime;
    lastBusyNanos = busyNanos.getAsLong();
    windows = new ScrapeWindows(0, nanoTime.getAsLong());
  }

  @Override
  public synchronized void read(Readings readings) {
    long busy = busyNanos.getAsLong();
    long nowNanos = nanoTime.getAsLong();
    long grown = busy - lastBusyNanos;
    if (grown > 0) { // calls that begin during the reading may make it seem less, for a moment
      busySeconds += grown / 1e9;
      lastBusyNanos = busy;
    }
    double inFlight = windows.average(readings.scraper(), busySeconds, nowNanos);
    readings.add(Meter.BUSY, busySeconds);
    OptionalInt calls = capacity.get();
    if (calls.isPresent()) {
      readings.add(Meter.CAPACITY, calls.getAsInt());
      readings.add(Meter.UTILIZATION, inFlight / calls.getAsInt());
    }
  }
}
