package io.scoria.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.benchmarks.endtoend.BatchCounts;
import io.scoria.benchmarks.endtoend.Rounds;
import io.scoria.benchmarks.endtoend.ScriptComparison;
import io.scoria.benchmarks.endtoend.ScriptRounds;
import io.scoria.benchmarks.load.LoadResults;
import io.scoria.benchmarks.process.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptReportTest {
  private static final Context CONTEXT =
      new Context(
          new Machine(2, "a processor", 1L << 34, "Linux", "JDK"), "a date", "abc", "4", "1", "c");

  private static ScriptRounds server(String name, int requests, long nanos, double workers) {
    Rounds rounds = new Rounds(List.of(LoadResults.of(requests, 0, nanos)), BatchCounts.NONE);
    return new ScriptRounds(name, rounds, workers);
  }

  @Test
  void tellsWhatServerAndWorkersCostAndTheRatiosOfTheFirstToTheSecond() {
    ScriptComparison comparison =
        new ScriptComparison(
            "a no-op",
            16,
            List.of(server("Scoria", 600, 100_000, 0.4), server("by hand", 100, 400_000, 1)));

    assertThat(new ScriptReport(CONTEXT, List.of(comparison)).toMarkdown())
        .contains("| a no-op | 16 | Scoria | 600 | 1.00 | 1.00 | 60.0 | 40.0 | 0 % | 0 |")
        .contains("| a no-op | 16 | by hand | 100 | 1.00 | 1.00 | 0.00 | 400 | 0 % | 0 |")
        .contains("| a no-op | 16 | 6.00 | 0.25 |");
  }

  @Test
  void aServerWithoutWorkersHasADashThere() {
    ScriptComparison comparison =
        new ScriptComparison("java", 4, List.of(server("a", 1, 3000, 0), server("b", 1, 2000, 0)));

    assertThat(new ScriptReport(CONTEXT, List.of(comparison)).toMarkdown())
        .contains("| java | 4 | a | 1.00 | 1.00 | 1.00 | 3.00 | - | 0 % | 0 |")
        .contains("| java | 4 | 1.00 | 1.50 |");
  }
}
