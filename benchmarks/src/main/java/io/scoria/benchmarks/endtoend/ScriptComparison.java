package io.scoria.benchmarks.endtoend;

import java.util.List;

/**
 * Servers that answer the same request, measured in turns.
 *
 * @param title for people
 * @param connections of the closed loop
 * @param servers Scoria first, and what it is held against second
 */
public record ScriptComparison(String title, int connections, List<ScriptRounds> servers) {
  /** How many times the requests a second of the other server Scoria answers. */
  public double throughputRatio() {
    return servers.getFirst().rounds().throughput() / servers.getLast().rounds().throughput();
  }

  /** How many times the processor time of the other server a request costs in Scoria. */
  public double costRatio() {
    return servers.getFirst().rounds().serverNanosPerRequest()
        / servers.getLast().rounds().serverNanosPerRequest();
  }
}
