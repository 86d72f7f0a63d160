package io.scoria.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BareTurnTest {
  private static final ThreadLayout LAYOUT = new ThreadLayout(2, 3);

  @Test
  void anAnswerIsReadBack() {
    BareTurn turn = new BareTurn(29_459_326_000L, 1.0000213, 1_999_876_543L);
    assertThat(BareTurn.ofLine(turn.toLine())).isEqualTo(turn);
  }

  @Test
  void anOrderIsReadBack() {
    BareOrder order = new BareOrder(LAYOUT, 4096, 0.25);
    assertThat(BareOrder.ofLine(order.toLine())).isEqualTo(order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1\t2", "1\t2\t3\t4\t5", "1\tx\t3", "1\t2\t3\tx", "1.5\t2\t3"})
  void whatIsNeitherIsRefused(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> BareTurn.ofLine(line));
    assertThatIllegalArgumentException().isThrownBy(() -> BareOrder.ofLine(line));
  }

  @Test
  void aRowsShareIsThatOfAllRows() {
    BareTurn turn = new BareTurn(500, 2, 1_000_000);
    assertThat(turn.cpuNanosPerRow()).isEqualTo(2_000);
    assertThat(turn.rowsPerSecond()).isEqualTo(250);
    assertThat(BarePoint.of(LAYOUT, 8, turn)).isEqualTo(new BarePoint(LAYOUT, 8, 250, 2_000));
  }

  @Test
  void theMedianTurnSpeaksForAll() {
    BareRounds rounds = rounds(300, 200, 900, 250);
    assertThat(rounds.cpuNanosPerRow()).isEqualTo(300);
    assertThat(rounds.spread()).isEqualTo(3.5);
    assertThat(rounds(300, 200, 900).cpuNanosPerRow()).isEqualTo(300);
    assertThatIllegalArgumentException().isThrownBy(() -> rounds());
  }

  private static BareRounds rounds(Integer... cpuNanosPerRow) {
    List<BareTurn> turns =
        List.of(cpuNanosPerRow).stream().map(each -> new BareTurn(10, 1, 10L * each)).toList();
    return new BareRounds(LAYOUT, 8, turns);
  }
}
