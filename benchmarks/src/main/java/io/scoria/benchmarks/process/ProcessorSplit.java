package io.scoria.benchmarks.process;

import java.util.Optional;

/** Processors for a server, and others for what loads it. */
public record ProcessorSplit(ProcessorSet server, ProcessorSet client) {
  /**
   * The first half for the server, the rest for its client.
   *
   * @param allowed to this process
   * @param usable at once, which a container's quota may make fewer; the first of those allowed are
   *     then taken
   * @return empty where there are not two
   */
  static Optional<ProcessorSplit> of(ProcessorSet allowed, int usable) {
    int count = Math.min(allowed.size(), usable);
    return count < 2
        ? Optional.empty()
        : Optional.of(
            new ProcessorSplit(allowed.part(0, count / 2), allowed.part(count / 2, count)));
  }
}
