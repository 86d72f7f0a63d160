package io.scoria.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.benchmarks.yardstick.BareOrder;
import io.scoria.benchmarks.yardstick.BarePoint;
import io.scoria.benchmarks.yardstick.BareRounds;
import io.scoria.benchmarks.yardstick.BareTurn;
import io.scoria.benchmarks.yardstick.ThreadLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class BareTurnsTest {
  private static final BarePoint LUCKY = new BarePoint(new ThreadLayout(1, 1), 32, 1000, 90);
  private static final BarePoint STEADY = new BarePoint(new ThreadLayout(1, 2), 64, 1000, 95);

  private final List<BareOrder> orders = new ArrayList<>();
  private final Deque<Integer> cpuNanosPerRow = new ArrayDeque<>();
  private final BareTurns turns = new BareTurns(List.of(LUCKY, STEADY), 0.5, this::run);

  private BareTurn run(BareOrder order) {
    orders.add(order);
    return new BareTurn(1, order.seconds(), cpuNanosPerRow.remove());
  }

  @Test
  void everyCandidateIsRunInEveryTurn() throws Exception {
    cpuNanosPerRow.addAll(List.of(1, 2, 3, 4));
    turns.take();
    assertThat(orders)
        .containsExactly(
            new BareOrder(LUCKY.layout(), 32, 0.5), new BareOrder(STEADY.layout(), 64, 0.5));
    turns.take();
    assertThat(orders).hasSize(4);
  }

  @Test
  void theLeastMedianCountsAndNotTheLuckiestTurnNorTheSweep() throws Exception {
    cpuNanosPerRow.addAll(List.of(80, 101, 105, 100, 104, 99));
    for (int round = 0; round < 3; round++) {
      turns.take();
    }
    BareRounds cheapest = turns.cheapest();
    assertThat(cheapest.layout()).isEqualTo(STEADY.layout());
    assertThat(cheapest.batch()).isEqualTo(64);
    assertThat(cheapest.cpuNanosPerRow()).isEqualTo(100);
  }
}
