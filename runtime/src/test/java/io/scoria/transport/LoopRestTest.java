package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopRestTest {
  private static final long SHORT = LoopRest.NANOS / 10;

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(); // of the loop
  private final List<Long> slept = new ArrayList<>();
  private long nanos;
  private final LoopRest rest =
      new LoopRest(
          tasks::add,
          () -> nanos,
          forNanos -> {
            slept.add(forNanos);
            nanos += forNanos;
          });

  /** An iteration that takes so long, and in which so many calls are refused. */
  private void iterate(long takesNanos, int refusals) {
    for (int i = 0; i < refusals; i++) {
      rest.refused();
    }
    nanos += takesNanos;
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void aLoopThatIsWokenForEveryRefusalSleepsAfterEachIteration() {
    for (int i = 0; i < 3; i++) {
      iterate(SHORT, 1);
    }
    assertThat(slept).containsExactly(LoopRest.NANOS, LoopRest.NANOS, LoopRest.NANOS);
  }

  @Test
  void severalRefusalsOfOneIterationAreFollowedByOneSleep() {
    iterate(SHORT, 20);
    assertThat(slept).hasSize(1);
    assertThat(tasks).isEmpty();
  }

  @Test
  void aLoopThatIsAtWorkDoesNotSleep() {
    for (int i = 0; i < 5; i++) {
      iterate(LoopRest.NANOS, 100);
    }
    assertThat(slept).isEmpty();
  }

  @Test
  void aRefusalNowAndThenCostsNoSleep() {
    iterate(SHORT, 1);
    slept.clear();
    for (int i = 0; i < 5; i++) {
      nanos += 2 * LoopRest.NANOS;
      iterate(SHORT, 1);
    }
    assertThat(slept).isEmpty();
  }
}
