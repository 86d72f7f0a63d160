package io.scoria.benchmarks.process;

/** Processor time of a process, or of a part of its life. */
public record CpuTime(long userNanos, long systemNanos) {
  public static final CpuTime ZERO = new CpuTime(0, 0);

  public long totalNanos() {
    return userNanos + systemNanos;
  }

  public CpuTime plus(CpuTime other) {
    return new CpuTime(userNanos + other.userNanos, systemNanos + other.systemNanos);
  }

  public CpuTime minus(CpuTime earlier) {
    return new CpuTime(userNanos - earlier.userNanos, systemNanos - earlier.systemNanos);
  }
}
