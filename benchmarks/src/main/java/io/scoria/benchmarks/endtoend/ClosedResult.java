package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.yardstick.BarePoint;
import io.scoria.benchmarks.yardstick.Limit;

/**
 * A closed loop at one number of connections.
 *
 * @param constant Netty's constant answer to the same bytes
 * @param bare bare ONNX Runtime at the batch size, of those that so many connections can fill, that
 *     costs least
 */
public record ClosedResult(
    int connections, Rounds constant, Rounds scoria, BarePoint bare, Limit limit) {
  public double efficiency() {
    return limit.efficiency(scoria.serverNanosPerRequest());
  }
}
