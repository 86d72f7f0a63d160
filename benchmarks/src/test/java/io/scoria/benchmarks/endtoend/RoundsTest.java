package io.scoria.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scoria.benchmarks.load.LoadResults;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final Rounds rounds =
      new Rounds(
          List.of(
              LoadResults.of(100, 1, 900),
              LoadResults.of(300, 0, 500),
              LoadResults.of(200, 2, 550)),
          new BatchCounts(new TreeMap<>(Map.of(1L, 10L, 16L, 40L))));

  @Test
  void theMedianWindowSpeaksForAll() {
    assertThat(rounds.serverNanosPerRequest()).isEqualTo(550);
    assertThat(rounds.throughput()).isEqualTo(200);
    assertThat(rounds.spread()).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void countsAndLatenciesAreThoseOfAllWindows() {
    assertThat(rounds.refused()).isEqualTo(3);
    assertThat(rounds.scored().getTotalCount()).isEqualTo(600);
  }

  @Test
  void aWindowInWhichNothingWasScoredIsTheDearest() {
    Rounds withNothing =
        new Rounds(
            List.of(
                LoadResults.of(0, 9, 1), LoadResults.of(10, 0, 500), LoadResults.of(10, 0, 400)),
            BatchCounts.NONE);
    assertThat(withNothing.serverNanosPerRequest()).isEqualTo(500);
  }

  @Test
  void theMeanBatchFollowsFromTheRowsThatWereScored() {
    assertThat(rounds.meanBatchRows(1)).isEqualTo(600 / 50.0);
    assertThat(rounds.meanBatchRows(16)).isEqualTo(16 * 600 / 50.0);
    Rounds alone =
        new Rounds(
            List.of(LoadResults.of(98, 0, 500)), new BatchCounts(new TreeMap<>(Map.of(1L, 100L))));
    assertThat(alone.meanBatchRows(1)).isEqualTo(1);
    Rounds untold = new Rounds(List.of(LoadResults.of(10, 0, 500)), BatchCounts.NONE);
    assertThat(untold.meanBatchRows(1)).isNaN();
  }

  @Test
  void scenariosAreFoundByTheirNames() {
    Scenario scenario = Scenario.named("wide-mlp-16-binary");
    assertThat(scenario).isEqualTo(new Scenario(Workload.WIDE_MLP_16, Wire.BINARY));
    assertThat(scenario.name()).isEqualTo("wide-mlp-16-binary");
    assertThatThrownBy(() -> Scenario.named("iris")).hasMessageContaining("iris-json");
  }

  @Test
  void onlyJsonCostsForItsBytes() {
    assertThat(new Scenario(Workload.CNN, Wire.JSON).jsonBytes(77)).isEqualTo(77);
    assertThat(new Scenario(Workload.CNN, Wire.BINARY).jsonBytes(77)).isZero();
  }
}
