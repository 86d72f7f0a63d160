package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.yardstick.BareRounds;
import io.scoria.benchmarks.yardstick.Limit;

/**
 * A closed loop at one number of connections, and what was measured in turns with it.
 *
 * @param constant Netty's constant answer to the same bytes
 * @param bare bare ONNX Runtime at the batch size, of those that so many connections can fill, and
 *     in the thread layout that cost least
 */
public record ClosedResult(
    int connections, Rounds constant, Rounds scoria, BareRounds bare, Limit limit) {
  public double efficiency() {
    return limit.efficiency(scoria.serverNanosPerRequest());
  }
}
