package io.scoria.benchmarks.endtoend;

import java.util.List;
import java.util.Optional;

/**
 * What was measured of a scenario.
 *
 * @param requestBodyBytes of a request
 * @param refusal why the server does not take such requests; empty where it does
 * @param closed by connections, ascending; empty where refused
 * @param open empty where not measured
 */
public record ScenarioResult(
    Scenario scenario,
    int requestBodyBytes,
    Optional<String> refusal,
    List<ClosedResult> closed,
    Optional<OpenResult> open) {
  /** One that the server does not take. */
  static ScenarioResult refused(Scenario scenario, int requestBodyBytes, String refusal) {
    return new ScenarioResult(
        scenario, requestBodyBytes, Optional.of(refusal), List.of(), Optional.empty());
  }

  ScenarioResult withOpen(OpenResult result) {
    return new ScenarioResult(scenario, requestBodyBytes, refusal, closed, Optional.of(result));
  }

  /** The closed loop at so many connections; empty where there was none. */
  public Optional<ClosedResult> at(int connections) {
    return closed.stream().filter(result -> result.connections() == connections).findFirst();
  }
}
