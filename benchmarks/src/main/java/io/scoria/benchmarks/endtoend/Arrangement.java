package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.process.ProcessorSplit;
import java.util.Optional;

/**
 * Who had which processors in open loops.
 *
 * @param split empty where server and load generator shared them
 * @param clientProcessors as many as the load generator can keep busy
 * @param decision how Scoria says that it ran the model there; empty of any other server
 */
public record Arrangement(Optional<ProcessorSplit> split, int clientProcessors, String decision) {
  /**
   * Of a load generator that has so many event loops, to be called where it runs.
   *
   * @param decision of the server
   */
  static Arrangement of(Optional<ProcessorSplit> split, int clientThreads, String decision) {
    int processors =
        split
            .map(each -> each.client().size())
            .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    return new Arrangement(split, Math.min(clientThreads, processors), decision);
  }

  /** As many as the server may use. */
  int serverProcessors() {
    return split
        .map(each -> each.server().size())
        .orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  /** A sentence. */
  public String toSentence() {
    return split
        .map(each ->
            "The server had %s, the load generator %s.".formatted(each.server(), each.client()))
        .orElse("Server and load generator shared the processors.");
  }
}
