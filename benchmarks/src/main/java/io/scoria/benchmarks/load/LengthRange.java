package io.scoria.benchmarks.load;

/** Lengths of a body that are right, in bytes, both ends included. */
public record LengthRange(long min, long max) {
  public static final LengthRange ANY = new LengthRange(0, Long.MAX_VALUE);

  public static LengthRange exactly(long bytes) {
    return new LengthRange(bytes, bytes);
  }

  /** For text: numbers that differ in their last digits may differ in their number of digits. */
  public static LengthRange about(long bytes) {
    return new LengthRange(bytes - bytes / 4 - 8, bytes + bytes / 4 + 8);
  }

  boolean contains(long bytes) {
    return bytes >= min && bytes <= max;
  }
}
