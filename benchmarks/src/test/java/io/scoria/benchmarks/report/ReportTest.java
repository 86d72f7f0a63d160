package io.scoria.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scoria.benchmarks.endtoend.Arrangement;
import io.scoria.benchmarks.endtoend.BatchCounts;
import io.scoria.benchmarks.endtoend.BenchmarkModel;
import io.scoria.benchmarks.endtoend.ClosedResult;
import io.scoria.benchmarks.endtoend.OpenResult;
import io.scoria.benchmarks.endtoend.Results;
import io.scoria.benchmarks.endtoend.Rounds;
import io.scoria.benchmarks.endtoend.Scenario;
import io.scoria.benchmarks.endtoend.ScenarioResult;
import io.scoria.benchmarks.endtoend.UrlBenchmark;
import io.scoria.benchmarks.load.LoadResult;
import io.scoria.benchmarks.load.LoadResults;
import io.scoria.benchmarks.process.Machine;
import io.scoria.benchmarks.process.ProcessorSet;
import io.scoria.benchmarks.process.ProcessorSplit;
import io.scoria.benchmarks.yardstick.BarePoint;
import io.scoria.benchmarks.yardstick.BareRounds;
import io.scoria.benchmarks.yardstick.BareTable;
import io.scoria.benchmarks.yardstick.BareTurn;
import io.scoria.benchmarks.yardstick.Limit;
import io.scoria.benchmarks.yardstick.ThreadLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final ThreadLayout ONE = new ThreadLayout(1, 1);
  private static final BareTable BARE =
      new BareTable(
          List.of(new BarePoint(ONE, 1, 1000, 400_000), new BarePoint(ONE, 64, 9000, 70_000)));
  private static final BatchCounts BATCHES =
      new BatchCounts(new TreeMap<>(Map.of(1L, 35L, 8L, 14L, 16L, 1L)));
  private static final Context CONTEXT =
      new Context(
          new Machine(2, "a | processor", 1L << 34, "Linux", "JDK"),
          "a date",
          "abc",
          "4",
          "1",
          "scripts/bench");

  private static final ProcessorSplit SPLIT =
      new ProcessorSplit(new ProcessorSet(List.of(0)), new ProcessorSet(List.of(1)));

  @TempDir private Path folder;

  private String write(ScenarioResult... scenarios) throws Exception {
    return write(Optional.empty(), scenarios);
  }

  private String write(Optional<ProcessorSplit> closedSplit, ScenarioResult... scenarios)
      throws Exception {
    Results results =
        new Results(
            Map.of(BenchmarkModel.WIDE_MLP, BARE),
            Map.of(BenchmarkModel.WIDE_MLP, "instances: 2 x 1"),
            List.of(scenarios),
            List.of("a note"),
            closedSplit);
    return Files.readString(new Report(CONTEXT, results).write(folder));
  }

  private static ScenarioResult measured(String name, long cpuNanos, int goodAtThreeTimes) {
    return measured(name, cpuNanos, LoadResults.of(goodAtThreeTimes, 200, cpuNanos));
  }

  private static ScenarioResult measured(String name, long cpuNanos, LoadResult atThreeTimes) {
    BareRounds bare = new BareRounds(ONE, 64, List.of(turn(66_000), turn(70_000), turn(79_200)));
    Rounds constant = new Rounds(List.of(LoadResults.of(100, 0, 10_000)), BatchCounts.NONE);
    Rounds scoria = new Rounds(List.of(LoadResults.of(100, 0, cpuNanos)), BATCHES);
    Limit limit = Limit.of(bare, 1, constant.serverNanosPerRequest(), 0);
    OpenResult open =
        new OpenResult(
            new Arrangement(Optional.empty(), 1, "instances: 1 x 1"),
            100,
            100_000_000,
            List.of(
                new OpenResult.Point(100, 100, LoadResults.of(100, 0, cpuNanos)),
                new OpenResult.Point(300, 300, atThreeTimes)));
    return new ScenarioResult(
        Scenario.named(name),
        2048,
        Optional.empty(),
        List.of(new ClosedResult(64, constant, scoria, bare, limit)),
        Optional.of(open));
  }

  private static BareTurn turn(long cpuNanosPerRow) {
    return new BareTurn(1, 1, cpuNanosPerRow);
  }

  private static ScenarioResult refused(String name) {
    return new ScenarioResult(
        Scenario.named(name), 2048, Optional.of("status 415, no"), List.of(), Optional.empty());
  }

  @Test
  void aBudgetIsMetOrNotServedOrNotMeasured() throws Exception {
    String text = write(measured("wide-mlp-json", 80_000, 99), refused("wide-mlp-binary"));
    assertThat(row(text, "wide-mlp-json")).contains("| 1.00 |", ">= 0.85", "| met |");
    assertThat(row(text, "wide-mlp-binary")).contains(">= 0.90", "not served");
    assertThat(row(text, "cnn-json")).contains("not measured");
    assertThat(text).contains("wide-mlp-binary is not served: status 415, no");
  }

  @Test
  void whatScoriaSaysOfItselfIsTold() throws Exception {
    String text = write(measured("wide-mlp-json", 80_000, 99));
    assertThat(text).contains("how it runs it: instances: 2 x 1.");
    assertThat(row(text, "wide-mlp-json")).contains("| 100 | 2.00 | 1.00 | >= 0.85");
    assertThat(text).contains("| 2.00 (1: 70 %, 8-15: 28 %) |");
  }

  @Test
  void theLimitTellsWhatItsModelTermIs() throws Exception {
    String text = write(measured("wide-mlp-json", 80_000, 99));
    assertThat(row(text, "wide-mlp-json")).contains("| 70.0 | 64 (1 x 1) | 10.0 | 0.00 | 80.0 |");
    assertThat(text).contains("| 70.0 | 64 (1 x 1) | 20 % | 10.0 | 80.0 | 1.00 |");
  }

  @Test
  void aBudgetThatIsMissedIsToldSo() throws Exception {
    String text = write(measured("wide-mlp-json", 100_000, 90));
    assertThat(row(text, "wide-mlp-json")).contains("| 0.80 |", "**not met**");
    // A run of 1 row takes 400 us, one of 64 takes 4,480; so one of 2 takes 464.8.
    assertThat(row(text, "wide-mlp-json")).contains("| **not met** | 2.42 |");
    assertThat(text)
        .contains("| 90 % | 100 % | >= 95 % | **not met** | 200 | 2.00 | < 5.00 | met |");
  }

  @Test
  void whatGoodputCouldKeepFollowsFromWhatARefusalCosts() {
    OpenResult.Point triple = new OpenResult.Point(300, 15_000, LoadResults.of(100, 0, 200_000));
    Arrangement apart = new Arrangement(Optional.of(SPLIT), 1, "");
    OpenResult open = new OpenResult(apart, 5000, 1, List.of(triple));
    // A twentieth of the processor's time for the refusals of each 5,000: (1 - 3 / 20) / (19 / 20).
    assertThat(open.couldKeep(triple, 10_000)).isCloseTo(17 / 19.0, within(1e-9));
    assertThat(open.couldKeep(triple, 0)).isEqualTo(1);
    assertThat(open.couldKeep(triple, 100_000)).isZero();
  }

  @Test
  void aLoadGeneratorThatWasTheLimitIsToldInsteadOfAVerdictAndItsConnectionsBesideIt()
      throws Exception {
    String busy =
        write(measured("wide-mlp-json", 80_000, LoadResults.of(90, 200, 0, 80_000, 0.96)));
    assertThat(busy)
        .contains("| wide-mlp-json | 100 % | 96 % | 100 | 100 | 90.0 | 90 % | 90 % |")
        .contains(">= 95 % | client-limited | 200 | 2.00 | < 5.00 | client-limited |");
    String unsent =
        write(measured("wide-mlp-json", 80_000, LoadResults.of(90, 0, 10, 80_000, 0.5)));
    assertThat(unsent)
        .contains(
            "| wide-mlp-json | 90 % | 50 % |",
            ">= 95 % | **not met**, all connections in use | 0 | - |");
  }

  @Test
  void whichProcessorsOpenLoopsHadIsTold() throws Exception {
    String text = write(measured("wide-mlp-json", 80_000, 99));
    assertThat(text)
        .contains("Server and load generator shared the processors. The peak is that of the same")
        .contains("Server and load generator shared the processors. 100 % is what closed loops")
        .contains("how it ran the model: instances: 1 x 1.");
    assertThat(write(refused("wide-mlp-json"))).contains("open loop\n\nNot measured.");
  }

  @Test
  void everyPictureThatTheReportShowsIsThereAndWellFormed() throws Exception {
    String text = write(measured("wide-mlp-json", 80_000, 99));
    Matcher picture = Pattern.compile("!\\[[^]]*]\\(([^)]*)\\)").matcher(text);
    int pictures = 0;
    while (picture.find()) {
      Svg.parse(Files.readString(folder.resolve(picture.group(1))));
      pictures++;
    }
    assertThat(pictures).isEqualTo(3);
  }

  @Test
  void whatTheFiguresDependOnIsStated() throws Exception {
    String text = write();
    assertThat(text)
        .contains("a date", "abc", "2 x a \\| processor", "16 GiB", "Linux", "JDK")
        .contains("In closed loops it shares the\nserver's processors:", "a note");
  }

  @Test
  void whoHadWhichProcessorsInClosedLoopsIsStated() throws Exception {
    assertThat(write(Optional.of(SPLIT)))
        .contains("had processor 0, and the load generator processor 1.")
        .doesNotContain("shares");
  }

  @Test
  void everyRowOfATableHasAsManyCells() throws Exception {
    String text = write(measured("wide-mlp-json", 80_000, 99), refused("wide-mlp-binary"));
    int columns = 0;
    for (String line : text.lines().toList()) {
      int cells = line.startsWith("|") ? line.replace("\\|", "").split("\\|", -1).length : 0;
      assertThat(columns == 0 || cells == 0 || cells == columns).as(line).isTrue();
      columns = cells;
    }
  }

  @Test
  void anyServersReportHasItsFigures() throws Exception {
    Map<Integer, Rounds> closed = new TreeMap<>();
    closed.put(16, new Rounds(List.of(LoadResults.of(100, 3, 0)), BatchCounts.NONE));
    UrlReport report =
        new UrlReport(
            CONTEXT, "http://127.0.0.1:1/x", new UrlBenchmark.Result(closed, Optional.empty()));
    assertThat(report.toMarkdown()).contains("| 16 | 100 | 1.00 |", "| - | 3 | 0 |");
    assertThat(Files.readString(report.write(folder))).isEqualTo(report.toMarkdown());
  }

  /** The first row of a table that begins with a cell. */
  private static String row(String text, String cell) {
    return text.lines().filter(line -> line.startsWith("| " + cell + " ")).findFirst().orElse("");
  }
}
