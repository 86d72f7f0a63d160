package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.LoadGenerator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Loads a server that somebody else started.
 *
 * @param open empty for closed loops alone
 * @param progress told each step in a line for people
 */
public record UrlBenchmark(
    Settings.Closed closed, Optional<Settings.Open> open, Consumer<String> progress) {

  /**
   * What was measured.
   *
   * @param closed by connections, ascending
   */
  public record Result(Map<Integer, Rounds> closed, Optional<OpenResult> open) {}

  /** Measures, which takes minutes. */
  public Result run(Subject subject) throws InterruptedException {
    try (LoadGenerator generator = new LoadGenerator(closed.clientThreads())) {
      TreeMap<Integer, Rounds> rounds = runClosed(subject, generator);
      double peak = rounds.values().stream().mapToDouble(Rounds::throughput).max().orElse(0);
      if (open.isEmpty() || peak == 0) {
        return new Result(rounds, Optional.empty());
      }
      OpenLoops loops = new OpenLoops(generator, open.get());
      Rounds unloaded = rounds.firstEntry().getValue();
      Arrangement shared = Arrangement.of(Optional.empty(), closed.clientThreads(), "");
      return new Result(
          rounds,
          Optional.of(
              loops.measure(
                  subject, shared, peak, unloaded, point -> progress.accept(Lines.of(point)))));
    }
  }

  private TreeMap<Integer, Rounds> runClosed(Subject subject, LoadGenerator generator)
      throws InterruptedException {
    TreeMap<Integer, Rounds> results = new TreeMap<>();
    ClosedLoops loops = new ClosedLoops(generator, closed);
    progress.accept("warm-up: " + Lines.of(loops.warmUp(subject)));
    for (int connections : closed.connections()) {
      Rounds rounds = loops.measure(List.of(subject), connections, Turn.NONE).getFirst();
      results.put(connections, rounds);
      progress.accept(Lines.of(connections, rounds));
    }
    return results;
  }
}
