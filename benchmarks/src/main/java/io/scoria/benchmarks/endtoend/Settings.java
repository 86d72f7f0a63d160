package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.OpenPlan.Arrivals;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What to measure and for how long.
 *
 * @param apart whether servers have one half of the processors and the load generator the other in
 *     closed loops too
 * @param bareSeconds of each measurement of bare ONNX Runtime, in its sweep and in its turns
 * @param jvmOptions of every server
 * @param serverOptions of Scoria alone
 */
public record Settings(
    List<Workload> workloads,
    List<Wire> wires,
    Closed closed,
    Open open,
    boolean apart,
    double bareSeconds,
    List<String> jvmOptions,
    List<String> serverOptions) {

  /**
   * The closed loops.
   *
   * @param connections ascending
   * @param seconds of each window
   * @param rounds windows of each server at each number of connections, the servers taking turns;
   *     the median counts
   * @param maxWarmUpSeconds of each server before its first window of a scenario, where it does not
   *     settle before
   * @param clientThreads of the load generator, in open loops too
   */
  public record Closed(
      List<Integer> connections,
      double seconds,
      int rounds,
      double maxWarmUpSeconds,
      int clientThreads) {}

  /**
   * The open loops.
   *
   * @param scenarios those that are measured so; the others have closed loops alone
   * @param percents rates, of the peak that closed loops find in the same arrangement
   * @param seconds of each window
   * @param maxConnections fewer for large bodies
   * @param deadlineMs up to which an answer is good; where empty it follows from the latency
   *     without load
   */
  public record Open(
      Set<Scenario> scenarios,
      List<Integer> percents,
      double seconds,
      int maxConnections,
      Arrivals arrivals,
      OptionalLong deadlineMs) {}
}
