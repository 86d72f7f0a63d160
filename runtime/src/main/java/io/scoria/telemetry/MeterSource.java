package io.scoria.telemetry;

/** Knows figures. Thread-safe. */
public interface MeterSource {
  /**
   * Tells them as they are now. Never on an event loop; does not wait for others.
   *
   * @param readings not to be kept
   */
  void read(Readings readings);
}
