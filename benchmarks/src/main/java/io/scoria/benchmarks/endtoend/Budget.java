package io.scoria.benchmarks.endtoend;

import java.util.List;

/** The efficiency that a scenario should reach at {@value #CONNECTIONS} connections. */
public record Budget(Scenario scenario, double efficiency) {
  public static final int CONNECTIONS = 64;

  /** Rate of the overload budget, in percent of the peak. */
  public static final int OVERLOAD_PERCENT = 300;

  /** What goodput should keep of its peak under overload. */
  public static final double OVERLOAD_GOODPUT = 0.95;

  /** The p99 that refusals should stay under. */
  public static final long REFUSAL_NANOS = 5_000_000;

  public static final List<Budget> ALL =
      List.of(
          of(Workload.IRIS, Wire.JSON, 0.80),
          of(Workload.WIDE_MLP, Wire.BINARY, 0.90),
          of(Workload.WIDE_MLP_16, Wire.BINARY, 0.90),
          of(Workload.CNN, Wire.BINARY, 0.90),
          of(Workload.RESNET50, Wire.BINARY, 0.90),
          of(Workload.WIDE_MLP, Wire.JSON, 0.85),
          of(Workload.WIDE_MLP_16, Wire.JSON, 0.85),
          of(Workload.CNN, Wire.JSON, 0.85));

  private static Budget of(Workload workload, Wire wire, double efficiency) {
    return new Budget(new Scenario(workload, wire), efficiency);
  }
}
