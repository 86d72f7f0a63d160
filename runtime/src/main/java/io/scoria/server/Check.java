package io.scoria.server;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that a probe looks at.
 *
 * @param name short, for lists
 * @param problem what is wrong with it, for people; empty where nothing is. Never blocks
 */
record Check(String name, Supplier<Optional<String>> problem) {
  /** What was found. */
  record Finding(String name, Optional<String> problem) {
    /** In the form that Kubernetes' own probes have. */
    String line() {
      return problem.map(why -> "[-]" + name + " " + why).orElseGet(() -> "[+]" + name + " ok");
    }
  }

  Finding look() {
    return new Finding(name, problem.get());
  }
}
